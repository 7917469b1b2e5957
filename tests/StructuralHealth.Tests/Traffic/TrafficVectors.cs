using System.Text.Json;

namespace EdgeTwin.StructuralHealth.Tests.Traffic;

/// <summary>Simulated traffic over a beam; made by traffic_vectors.py.</summary>
internal sealed record TrafficVectors(double GaugeDistanceM, TrafficRecording[] Recordings, InfluenceVector Influence)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static TrafficVectors Stored { get; } = JsonSerializer.Deserialize<TrafficVectors>(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "Traffic", "traffic_vectors.json")), s_json)!;

    public TrafficRecording Named(string name) => Recordings.Single(recording => recording.Name == name);
}

/// <summary>Strain is stored in hundredths of um/m.</summary>
internal sealed record TrafficRecording(string Name, double SampleRateHz, int[] First, int[] Second, TrafficTruth[] Truth)
{
    public double[] FirstMicrostrain => [.. First.Select(value => value / 100.0)];

    public double[] SecondMicrostrain => [.. Second.Select(value => value / 100.0)];
}

internal sealed record TrafficTruth(string Vehicle, double StartSeconds, double SpeedMps, string Direction, double[] AxleLoadsKN, double[] AxleSpacingsM);

internal sealed record InfluenceVector(double[] PlacesM, double[] First, double[] Second);
