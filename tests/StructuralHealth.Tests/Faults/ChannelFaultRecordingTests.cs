using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

/// <summary>Real structures in earthquakes, under lorries and under a press: what they do is no sensor fault, what is known to be broken is found.</summary>
public sealed class ChannelFaultRecordingTests
{
    private const double WindowSeconds = 10;

    [RecordingFact]
    public void Inspect_TenEarthquakesOnAnOverpass_FindsNoFault()
    {
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFiles.Recordings!, "overpass-earthquakes"), "event_*.csv").Select(Path.GetFileName))
        {
            var recording = Recording.Read("overpass-earthquakes", file!);
            var rateHz = recording.Channels.Values.First().Length >= 11000 ? 200 : 100;
            foreach (var (channel, samples) in recording.Channels.Where(pair => pair.Key.StartsWith("acc", StringComparison.Ordinal)))
                found.AddRange(Findings(samples, rateHz, channel).Select(finding => $"{file} {finding}"));
        }

        Assert.Empty(found);
    }

    [RecordingFact]
    public void Inspect_BridgeUnderMovingLoadAndSettlement_FindsNoFault()
    {
        var found = new List<string>();
        foreach (var file in new[] { "reference_20220307.csv.gz", "settlement_0.csv.gz", "settlement_1.csv.gz" })
        {
            foreach (var (channel, samples) in Recording.Read("test-bridge-settlement", file).Channels)
                found.AddRange(Findings(samples, 100, channel).Select(finding => $"{file} {finding}"));
        }

        Assert.Empty(found);
    }

    [RecordingFact]
    public void Inspect_BeamLoadSteps_FindsTheDeadChannelAndTheDisturbedLasersOnly()
    {
        foreach (var (file, rateHz, disturbed) in new[] { ("load_step_1.csv", 10, "disp_05_mm"), ("load_step_2.csv", 10, "disp_05_mm"), ("load_step_3.csv", 5, "disp_05_mm") })
        {
            foreach (var (channel, samples) in Recording.Read("test-beam-load-steps", file).Channels)
            {
                var found = Findings(samples, rateHz, channel);
                if (channel == "spare_01_mm")
                    Assert.All(found, finding => Assert.Contains("implausible", finding, StringComparison.Ordinal));
                if (channel == "spare_01_mm" || channel == disturbed)
                    Assert.NotEmpty(found);
                else if (!channel.StartsWith("disp_0", StringComparison.Ordinal))
                    Assert.Empty(found);
            }
        }
    }

    private static List<string> Findings(float[] samples, double rateHz, string channel)
    {
        var detector = new ChannelFaultDetector(new ChannelFaultOptions { WindowSeconds = WindowSeconds });
        var length = (int)(rateHz * WindowSeconds);
        var found = new List<string>();
        for (var start = 0; start + length <= samples.Length; start += length)
        {
            var result = detector.Inspect(samples.AsSpan(start, length), length, double.NaN, double.NaN, Recording.QuantityOf(channel));
            if (result.IsFault)
                found.Add($"{channel} at {start / rateHz} s: {result.Reason} {result.Measured:G4} against {result.Limit:G4}");
        }

        return found;
    }
}
