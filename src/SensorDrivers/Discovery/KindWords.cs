namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>Kinds within a sentence.</summary>
internal static class KindWords
{
    /// <summary>For example "an adxl355".</summary>
    public static string One(string kind) => $"{(kind[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {kind}";

    /// <summary>For example "an adxl355 or adxl357".</summary>
    public static string Either(IReadOnlyList<FoundKind> found) => One(string.Join(" or ", found.Select(kind => kind.Name)));
}
