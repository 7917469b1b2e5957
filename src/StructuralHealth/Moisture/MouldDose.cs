namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Dose of relative humidity and temperature for the onset of mould: mould resistance design model of S. Thelandersson and T. Isaksson, Building and Environment 65 (2013) 18-25, daily form.
/// The dose is in days at 90 % and 20 degC; dry and cold days take dose away, never below 0. Mould starts at the critical dose of the surface, which a test of that surface must give.
/// How temperature acts on a drying day could not be checked against the paper's own text. Here a cool one takes less dose away, by the factor of growth, and a warm one not more:
/// an assumption, the one of the possible readings that leaves the larger dose.
/// </summary>
public static class MouldDose
{
    private const double DeclineDays = -0.5;

    /// <summary>Dose of one day.</summary>
    /// <param name="meanTemperatureDegC">Daily mean temperature; NaN when missing.</param>
    /// <param name="meanHumidityPct">Daily mean relative humidity, 0 to 100 %; NaN when missing.</param>
    /// <returns>Days, -0.5 to about 7; NaN when an argument is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The humidity is outside 0 to 100 %.</exception>
    public static double OfDay(double meanTemperatureDegC, double meanHumidityPct)
    {
        if (meanHumidityPct is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(meanHumidityPct), meanHumidityPct, "The relative humidity must be from 0 to 100 %.");
        if (double.IsNaN(meanTemperatureDegC) || double.IsNaN(meanHumidityPct))
            return double.NaN;
        if (meanTemperatureDegC <= 0.1)
            return DeclineDays;
        var humidity = meanHumidityPct switch
        {
            > 75 => Math.Exp(15.53 * Math.Log(meanHumidityPct / 90)),
            > 60 => -2.7 + (1.1 * meanHumidityPct / 30),
            _ => DeclineDays,
        };

        var temperature = Math.Exp(0.74 * Math.Log(Math.Min(meanTemperatureDegC, 30) / 20));
        return humidity * (humidity > 0 ? temperature : Math.Min(1, temperature));
    }

    /// <summary>Dose at the end of each day.</summary>
    /// <param name="climate">Checked climate; a day counts with at least 12 of its hours, otherwise the dose stays.</param>
    public static double[] Series(ClimateSeries climate)
    {
        var days = DailyMean.Of(climate);
        var dose = new double[days.Length];
        var sum = 0.0;
        for (var day = 0; day < days.Length; day++)
        {
            var today = OfDay(days[day].TemperatureDegC, days[day].RelativeHumidityPct);
            sum = double.IsNaN(today) ? sum : Math.Max(0, sum + today);
            dose[day] = sum;
        }

        return dose;
    }
}
