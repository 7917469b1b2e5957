namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Classifies climates and moisture contents by EN 1995-1-1, 2.3.1.3.</summary>
public static class ServiceClasses
{
    private const int HoursOfWeek = 168;
    private const double WeeksOfYear = 365.25 / 7;

    /// <summary>Weeks a year that the standard's "few" is taken for: an assumption, the standard gives no number.</summary>
    public const double FewWeeks = 4;

    /// <summary>Class that a mean moisture content of softwood belongs to.</summary>
    /// <param name="meanMoisturePct">Mean moisture content in percent, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The moisture content is negative or not a number.</exception>
    public static ServiceClass OfMoisture(double meanMoisturePct) => meanMoisturePct switch
    {
        >= 0 and <= 12 => ServiceClass.Class1,
        > 12 and <= 20 => ServiceClass.Class2,
        > 20 => ServiceClass.Class3,
        _ => throw new ArgumentOutOfRangeException(nameof(meanMoisturePct), meanMoisturePct, "The moisture content must not be negative."),
    };

    /// <summary>Class of the air around a member, from weekly means of the humidity. The standard's "few weeks" is taken as 4 a year and as weekly means, neither of which it says; a shorter record is scaled to the year and marked provisional.</summary>
    /// <param name="climate">Checked climate, at least one week.</param>
    /// <exception cref="ArgumentException">The record is shorter than a week.</exception>
    public static ServiceClassResult OfClimate(ClimateSeries climate)
    {
        ArgumentNullException.ThrowIfNull(climate);
        var weeks = climate.Hours / HoursOfWeek;
        if (weeks < 1)
            throw new ArgumentException("A service class needs at least one week of climate.");
        var judged = 0;
        var (above65, above85) = (0, 0);
        for (var week = 0; week < weeks; week++)
        {
            var humidities = climate.RelativeHumidityPct.Skip(week * HoursOfWeek).Take(HoursOfWeek).Where(double.IsFinite).ToArray();
            if (humidities.Length < HoursOfWeek / 2)
                continue;
            judged++;
            var mean = humidities.Average();
            above65 += mean > 65 ? 1 : 0;
            above85 += mean > 85 ? 1 : 0;
        }

        if (judged == 0)
            throw new ArgumentException("No week of the climate has values for half of its hours.");
        var perYear = WeeksOfYear / judged;
        var found = above65 * perYear <= FewWeeks ? ServiceClass.Class1 : above85 * perYear <= FewWeeks ? ServiceClass.Class2 : ServiceClass.Class3;
        return new ServiceClassResult(found, judged, above65 * perYear, above85 * perYear, judged < (int)WeeksOfYear);
    }
}
