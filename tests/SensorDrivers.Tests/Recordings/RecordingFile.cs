using System.IO.Compression;
using System.Text;
using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

/// <summary>A recording written for one test, and what the reader makes of it.</summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("recording");

    public RecordingFile(string text, bool compressed = false)
        : this(Encoding.UTF8.GetBytes(text), compressed)
    {
    }

    public RecordingFile(byte[] content, bool compressed = false)
    {
        Path = System.IO.Path.Combine(_folder, compressed ? "table.csv.gz" : "table.csv");
        using Stream file = compressed ? new GZipStream(File.Create(Path), CompressionLevel.Fastest) : File.Create(Path);
        file.Write(content);
    }

    public string Path { get; }

    public static string Golden(string name) =>
        System.IO.Path.Combine(RepositoryFiles.Root, "tests", "SensorDrivers.Tests", "Recordings", "golden", name);

    public SensorException ReadToError()
    {
        var exception = Record.Exception(() => ReadAll(Path));
        return Assert.IsType<SensorException>(exception);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every sample set of a recording, at the time that its block gives it.</summary>
    public static List<SampleSet> ReadAll(string path, DateTimeOffset? start = null, int? capacity = null)
    {
        using var reader = RecordingReader.Open(path, start);
        var pool = new SampleBlockPool(reader.Channels.Count, capacity ?? reader.SuggestedBlockCapacity, 1);
        var sets = new List<SampleSet>();
        while (true)
        {
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                if (!reader.ReadBlock(block))
                    return sets;
                for (var i = 0; i < block.SampleCount; i++)
                    sets.Add(SampleSet.From(block, i));
            }
        }
    }
}

/// <summary>One row as the signal path sees it.</summary>
internal sealed record SampleSet(long UtcNs, long MonotonicNs, long Sequence, long MissingBefore, float[] Values)
{
    public static SampleSet From(SampleBlock block, int sample)
    {
        var offsetNs = (long)Math.Round(sample * block.SampleIntervalNs);
        var values = new float[block.ChannelCount];
        for (var channel = 0; channel < values.Length; channel++)
            values[channel] = block.Channel(channel)[sample];
        return new SampleSet(
            block.FirstSampleUtcNs + offsetNs, block.FirstSampleMonotonicNs + offsetNs, block.FirstSequence + sample,
            sample == 0 ? block.MissingBefore : 0, values);
    }
}
