namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Mean climate of one day from the start of the series; NaN when fewer than half of its hours have values.</summary>
internal readonly record struct DailyMean(double TemperatureDegC, double RelativeHumidityPct)
{
    private const int FewestHours = 12;

    public static DailyMean[] Of(ClimateSeries climate)
    {
        ArgumentNullException.ThrowIfNull(climate);
        var days = new DailyMean[climate.Hours / 24];
        for (var day = 0; day < days.Length; day++)
        {
            var (temperature, humidity, count) = (0.0, 0.0, 0);
            for (var hour = 24 * day; hour < 24 * (day + 1); hour++)
            {
                if (double.IsNaN(climate.TemperatureDegC[hour]))
                    continue;
                temperature += climate.TemperatureDegC[hour];
                humidity += climate.RelativeHumidityPct[hour];
                count++;
            }

            days[day] = count >= FewestHours ? new DailyMean(temperature / count, humidity / count) : new DailyMean(double.NaN, double.NaN);
        }

        return days;
    }
}
