using EdgeTwin.EdgeAgent.Models.Onnx;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Tests.Models;

/// <summary>A small baseline of a made-up structure, with a knot, logarithms and correlated scatter.</summary>
internal static class TrainedBaseline
{
    public static NoveltyBaseline Baseline { get; } = Fit();

    public static byte[] Onnx { get; } = OnnxBaselineWriter.Write(Baseline, Card);

    public static BaselineCard Card => new()
    {
        SoftwareVersion = "0.1.0",
        Created = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
        FirstWindowUtcNs = 1,
        LastWindowUtcNs = 2,
        WindowSeconds = 60,
        Units = ["Hz", "Hz", "ue", "m/s2"],
        Selected = ["f1", "f2", "range", "rms", "x"],
        FalseAlarmsPerYearAsked = 1,
        PersistenceWindows = 3,
        LeftOut = ["'x' hardly changes"],
    };

    public static string WriteTo(string folder)
    {
        var path = Path.Combine(folder, "baseline.onnx");
        File.WriteAllBytes(path, Onnx);
        return path;
    }

    private static NoveltyBaseline Fit()
    {
        var windows = new NoveltyWindows(
            [new("f1", FeatureTransform.Identity), new("f2", FeatureTransform.Identity), new("range", FeatureTransform.Logarithm), new("rms", FeatureTransform.Logarithm)],
            [new("temperature", "degC", FeatureTransform.Identity, Knot: 0), new("excitation", "m/s2", FeatureTransform.Logarithm)]);
        var random = new Random(11);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        for (var i = 0; i < 300; i++)
        {
            var temperature = 4 + 9 * Math.Sin(i * 2 * Math.PI / 100) + Normal();
            var log = -4 + 0.5 * Normal();
            var common = Normal();
            windows.Add(
                [
                    3.4 - 0.004 * temperature - 0.02 * Math.Min(temperature, 0) + 0.006 * (Normal() + common),
                    9.1 - 0.01 * temperature + 0.02 * (Normal() + common),
                    Math.Exp(3 + 0.9 * log + 0.1 * Normal()),
                    Math.Exp(1 + 1.0 * log + 0.1 * (Normal() + common)),
                ],
                [temperature, Math.Exp(log)]);
        }

        return NoveltyFitter.Fit(windows, new NoveltyOptions { PersistenceWindows = 3 }).Baseline!;
    }
}
