using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

/// <summary>Recordings of real structures, against what their truth.json says and against a plain reading of the text.</summary>
public sealed class RealRecordingTests
{
    [RecordingFact]
    public void ReadBlock_EveryTimeSeries_IsReadWholeWithTheRateOfItsDescription()
    {
        var files = Directory.EnumerateFiles(RepositoryFiles.Recordings!, "*.csv*", SearchOption.AllDirectories)
            .Where(path => ReadLines(path).First().Split(',')[0] is "time_s" or "timestamp").ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, path => Assert.Equal(ReadLines(path).Skip(1).LongCount(), CountRows(path)));
    }

    [RecordingFact]
    public void ReadBlock_BridgeWithJitteringStamps_HasCountMeanAndDeviationOfItsTruth()
    {
        var truth = Truth("test-bridge-settlement").GetProperty("recordings").GetProperty("reference_20220307");
        var path = Recording("test-bridge-settlement", "reference_20220307.csv.gz");

        var sets = RecordingFile.ReadAll(path);

        using var reader = RecordingReader.Open(path);
        Assert.Equal(truth.GetProperty("samples").GetInt32(), sets.Count);
        Assert.Equal(truth.GetProperty("rate_hz").GetDouble(), reader.SampleRateHz, 1e-9);
        Assert.True(reader.IsZoneAssumed);
        for (var channel = 0; channel < reader.Channels.Count; channel++)
        {
            var values = sets.Select(set => (double)set.Values[channel]).ToArray();
            var mean = values.Average();
            var name = reader.Channels[channel].Name;
            // The truth is rounded to three and four decimals.
            Assert.Equal(truth.GetProperty("mean").GetProperty(name).GetDouble(), mean, 0.00051);
            Assert.Equal(
                truth.GetProperty("std").GetProperty(name).GetDouble(), Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.0001);
        }
    }

    [RecordingFact]
    public void ReadBlock_BridgeWithJitteringStamps_PutsEverySampleIntoTheSecondOfItsStamp()
    {
        var path = Recording("test-bridge-settlement", "reference_20220307.csv.gz");
        var stamps = ReadLines(path).Skip(1).Select(line => Stamp(line.Split(',')[0])).ToArray();

        var sets = RecordingFile.ReadAll(path);

        Assert.Equal(stamps.Select(stamp => stamp / 1_000_000_000), sets.Select(set => set.UtcNs / 1_000_000_000));
        Assert.True(sets.Zip(stamps).All(pair => Math.Abs(pair.First.UtcNs - pair.Second) <= 2_100_000));
    }

    [RecordingFact]
    public void ReadBlock_WirelessNodeWithTwoGaps_CountsTheMissingSamples()
    {
        var sets = RecordingFile.ReadAll(Recording("footbridge", "shaker_dwell_node_3.csv"));

        // 18.6 ms is seven steps of 2.5 ms and a half: six samples are missing.
        var gaps = sets.Where(set => set.MissingBefore > 0).ToArray();
        Assert.Equal(2, gaps.Length);
        Assert.All(gaps, gap => Assert.Equal(6, gap.MissingBefore));
        Assert.Equal(sets.Count + 12, sets[^1].Sequence + 1);
    }

    [RecordingFact]
    public void ReadBlock_EmptyCells_AreMissingInThatRowOnly()
    {
        var sets = RecordingFile.ReadAll(Recording("shake-table-imu", "sine_2p0hz.csv"));

        Assert.Equal(12, sets.Sum(set => set.Values.Count(float.IsNaN)));
    }

    [RecordingFact]
    public void ReadBlock_OverpassEarthquake_HasEveryValueOfTheText()
    {
        var path = Recording("overpass-earthquakes", "event_20161205.csv");
        var expected = ReadLines(path).Skip(1).SelectMany(line => line.Split(',').Skip(1))
            .Select(cell => (float)double.Parse(cell, CultureInfo.InvariantCulture));

        var actual = RecordingFile.ReadAll(path).SelectMany(set => set.Values);

        Assert.Equal(expected, actual);
    }

    private static long CountRows(string path)
    {
        using var reader = RecordingReader.Open(path);
        Assert.True(new SampleBlockPool(reader.Channels.Count, reader.SuggestedBlockCapacity, 1).TryRent(out var block));
        using (block)
        {
            while (reader.ReadBlock(block))
            {
            }
        }

        return reader.RowsRead;
    }

    private static long Stamp(string text) =>
        (DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).Ticks * 100;

    private static string Recording(string set, string file) => Path.Combine(RepositoryFiles.Recordings!, set, file);

    private static JsonElement Truth(string set) => JsonDocument.Parse(File.ReadAllText(Recording(set, "truth.json"))).RootElement;

    private static IEnumerable<string> ReadLines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (text.ReadLine() is { } line)
            yield return line;
    }
}
