using System.Text.Json;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

/// <summary>Statistics per UTC second, by the times of the blocks, against NumPy's by the stamps of the rows (scripts/make_golden.py).</summary>
public sealed class RecordingStatisticsTests
{
    // Half a unit in the last place of a float is 6e-8 of the value.
    private const double FloatRounding = 1.2e-7;

    [Theory]
    [InlineData("jittered.csv")]
    [InlineData("elapsed.csv.gz")]
    public void ReadBlock_GoldenTable_HasNumPysStatisticsInEverySecond(string name)
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, GoldenTable>>(
            File.ReadAllText(RecordingFile.Golden("expected.json")), JsonSerializerOptions.Web)![name];
        var start = DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(expected.StartUtcNs / 100);

        var seconds = RecordingFile.ReadAll(RecordingFile.Golden(name), start).GroupBy(set => set.UtcNs / 1_000_000_000).ToArray();

        Assert.Equal(expected.Seconds.Select(second => (second.Second, second.Rows)), seconds.Select(second => (second.Key, second.Count())));
        foreach (var (want, got) in expected.Seconds.Zip(seconds))
        {
            for (var channel = 0; channel < want.Channels.Length; channel++)
                Equal(want.Channels[channel], got.Select(set => (double)set.Values[channel]).Where(value => !double.IsNaN(value)).ToArray());
        }
    }

    private static void Equal(GoldenChannel want, double[] got)
    {
        var tolerance = FloatRounding * want.Rms;
        Assert.Equal(want.Count, got.Length);
        Assert.Equal(want.Mean, got.Average(), tolerance);
        Assert.Equal(want.Rms, Math.Sqrt(got.Average(value => value * value)), tolerance);
        Assert.Equal(want.Min, got.Min(), Math.Abs(want.Min) * FloatRounding);
        Assert.Equal(want.Max, got.Max(), Math.Abs(want.Max) * FloatRounding);
    }

    private sealed record GoldenTable(long StartUtcNs, GoldenSecond[] Seconds);

    private sealed record GoldenSecond(long Second, int Rows, GoldenChannel[] Channels);

    private sealed record GoldenChannel(int Count, double Mean, double Rms, double Min, double Max);
}
