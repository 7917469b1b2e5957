namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>The station files that are built into the program.</summary>
internal static class ExampleStations
{
    public const string SchemaResource = "station.schema.json";

    /// <summary>The simulated reference station, which <c>edgetwin run</c> takes without <c>--config</c>.</summary>
    public static byte[] Reference() => Read("reference-station.json");

    /// <summary>The same bridge in fast time and with a short baseline, for <c>edgetwin run --demo</c>.</summary>
    public static byte[] Demo() => Read("demo-station.json");

    private static byte[] Read(string name)
    {
        using var stream = typeof(ExampleStations).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
