using System.Globalization;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Times of records: nanoseconds since 1970-01-01T00:00:00Z, without leap seconds as POSIX counts them; the second 60 of a leap second is the
/// next minute's first. Years 1678 to 2261 fit.
/// </summary>
public static class MiniSeedTime
{
    internal const int FirstYear = 1678;
    internal const int LastYear = 2261;
    private const long NsPerSecond = 1_000_000_000;
    private const long NsPerTick = 100;

    /// <summary>The time as ISO 8601 text in UTC with nine decimals.</summary>
    public static string Format(long timeNs)
    {
        var (seconds, nanosecond) = Split(timeNs);
        return DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
            + "." + nanosecond.ToString("D9", CultureInfo.InvariantCulture) + "Z";
    }

    /// <summary>Seconds from one time to another, also where they are further apart than 64 bits of nanoseconds.</summary>
    public static double SecondsBetween(long fromNs, long toNs) => (double)((Int128)toNs - fromNs) / NsPerSecond;

    /// <summary>Duration of <paramref name="samples"/> sample intervals in ns, rounded; exact for whole rates. 0 where there is no rate.</summary>
    internal static long DurationNs(long samples, double rateHz)
    {
        if (rateHz <= 0)
            return 0;
        var wholeSeconds = Math.Floor(samples / rateHz);
        var rest = samples - (wholeSeconds * rateHz);
        return ((long)wholeSeconds * NsPerSecond) + (long)Math.Round(rest / rateHz * NsPerSecond);
    }

    /// <summary>The time of year, day of year (1 to 366), hour, minute, second and nanosecond; <see langword="null"/> where one is out of its range.</summary>
    internal static long? TryJoin(int year, int dayOfYear, int hour, int minute, int second, long nanosecond)
    {
        if (year is < FirstYear or > LastYear || dayOfYear < 1 || dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
            return null;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60 || nanosecond is < 0 or >= NsPerSecond)
            return null;
        var seconds = ((((long)(dayOfYear - 1) * 24) + hour) * 60 + minute) * 60 + second;
        return ((new DateTime(year, 1, 1).Ticks - DateTime.UnixEpoch.Ticks) * NsPerTick) + (seconds * NsPerSecond) + nanosecond;
    }

    /// <summary>The calendar time in UTC to the second, and the nanoseconds beyond it.</summary>
    internal static (DateTime Second, int Nanosecond) ToCalendar(long timeNs)
    {
        var (seconds, nanosecond) = Split(timeNs);
        return (DateTime.UnixEpoch.AddSeconds(seconds), nanosecond);
    }

    private static (long Seconds, int Nanosecond) Split(long timeNs)
    {
        var seconds = Math.DivRem(timeNs, NsPerSecond, out var nanosecond);
        return nanosecond < 0 ? (seconds - 1, (int)(nanosecond + NsPerSecond)) : (seconds, (int)nanosecond);
    }
}
