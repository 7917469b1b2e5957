using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>
/// A CSV recording, read by the reader that <c>edgetwin replay</c> uses, so that both see the same samples (rounded once to single precision,
/// relative error at most 6e-8).
/// </summary>
internal static class CsvRecording
{
    public static AnalysisRecording Read(string file, Action<double> progress)
    {
        using var reader = RecordingReader.Open(file);
        var columns = reader.Channels.Select(_ => new List<double>()).ToArray();
        var pool = new SampleBlockPool(reader.Channels.Count, reader.SuggestedBlockCapacity, blocks: 1);
        if (!pool.TryRent(out var block))
            throw new InvalidOperationException("A new pool has a free block.");
        using var owned = block;
        while (reader.ReadBlock(block))
        {
            // Before anything is filled in: a time that jumps by a year would fill the memory.
            if (columns[0].Count + block.MissingBefore > RecordingFile.SamplesMax / columns.Length)
                throw TooLong(file);
            Append(block, columns);
            progress(reader.ShareRead);
        }

        var start = DateTimeOffset.UnixEpoch.AddTicks(reader.StartUtcNs / 100);
        var channels = reader.Channels.Zip(columns, (about, samples) => new AnalysisChannel(about.Name, about.Quantity, about.Unit, [.. samples]));
        return new AnalysisRecording(file, reader.HasTimeStamps ? start : null, reader.SampleRateHz, reader.MissingSampleSets, [.. channels]);
    }

    private static void Append(SampleBlock block, List<double>[] columns)
    {
        for (var channel = 0; channel < columns.Length; channel++)
        {
            for (var missing = 0L; missing < block.MissingBefore; missing++)
                columns[channel].Add(double.NaN);
            foreach (var sample in block.Channel(channel))
                columns[channel].Add(sample);
        }
    }

    private static AnalysisException TooLong(string file) =>
        new($"{file}: from its first to its last time the recording has more than {RecordingFile.SamplesMax} samples, gaps included. Split it, leave out columns, or look for a wrong time.");
}
