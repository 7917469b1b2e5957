using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Writes a recording as the CSV that every analysis reads: time stamps where there are any, one column per channel, empty cells where samples are missing.</summary>
internal static class CsvOutput
{
    public static IReadOnlyList<ConvertedChannel> Write(AnalysisRecording recording, ConvertOptions options, Stream stream, AnalysisRun run)
    {
        var channels = recording.Channels;
        var names = options.Names.Count == 0 ? [.. channels.Select(channel => channel.Name)] : options.Names;
        if (names.Count != channels.Count)
            throw new AnalysisException($"{recording.File}: --names has {names.Count} names for {channels.Count} channels: {string.Join(", ", channels.Select(channel => channel.Name))}.");
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(recording.Start is null ? "time_s" : "timestamp");
        foreach (var name in names)
            writer.Write($",{name}");
        writer.Write('\n');
        for (var row = 0; row < recording.Length; row++)
        {
            if (row % 4096 == 0)
                run.Progress("writing", (double)row / recording.Length);
            WriteRow(writer, recording, row, options.Scale ?? 1);
        }

        writer.Flush();
        return [.. channels.Zip(names, (channel, name) => new ConvertedChannel(
            name, "", recording.SampleRateHz, 1, channel.Samples.Length - channel.MissingCount, "csv", options.Scale ?? 1, 0, 0, null, false, 0))];
    }

    private static void WriteRow(StreamWriter writer, AnalysisRecording recording, int row, double scale)
    {
        var ns = (long)Math.Round(row / recording.SampleRateHz * 1e9);
        if (recording.Start is { } start)
            writer.Write(MiniSeedTime.Format(((start - DateTimeOffset.UnixEpoch).Ticks * 100) + ns));
        else
            writer.Write((ns / 1e9m).ToString(CultureInfo.InvariantCulture));
        foreach (var channel in recording.Channels)
        {
            writer.Write(',');
            if (!double.IsNaN(channel.Samples[row]))
                writer.Write(Text(channel.Samples[row] * scale));
        }

        writer.Write('\n');
    }

    /// <summary>The shortest decimal of the number in the precision that it has.</summary>
    private static string Text(double value) =>
        (float)value == value ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
}
