using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze channels</c>: what is in a recording; the first look before any other analysis.</summary>
internal static class AnalyzeChannels
{
    public static AnalysisCommand Create() => new(
        "channels",
        "Show what a recording holds: rate, length, gaps, and for each channel its range, mean and missing samples.",
        """
        edgetwin analyze channels bridge.csv
        edgetwin analyze channels monday.csv.gz tuesday.csv.gz --json
        """,
        "Recordings: CSV, CSV.GZ or miniSEED.",
        [],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var recordings = run.Files.Select(file => Describe(run.ReadRecording(file))).ToList();
        return new AnalysisReport(recordings) { Tables = [.. recordings.Select(ToTable)] };
    }

    private static RecordingSummary Describe(AnalysisRecording recording) => new(
        recording.File,
        recording.Start,
        recording.SampleRateHz,
        recording.DurationSeconds,
        recording.MissingSampleSets,
        [.. recording.Channels.Select(Describe)]);

    private static ChannelSummary Describe(AnalysisChannel channel)
    {
        var present = channel.Samples.Where(double.IsFinite).ToArray();
        var mean = present.Length == 0 ? double.NaN : present.Average();
        var rms = present.Length == 0 ? double.NaN : Math.Sqrt(present.Average(sample => (sample - mean) * (sample - mean)));
        return new ChannelSummary(
            channel.Name,
            channel.Quantity,
            channel.Unit,
            channel.MissingCount,
            present.Length == 0 ? double.NaN : present.Min(),
            mean,
            present.Length == 0 ? double.NaN : present.Max(),
            rms);
    }

    private static TextTable ToTable(RecordingSummary recording)
    {
        var gaps = recording.MissingSampleSets == 0 ? "no gaps" : $"{recording.MissingSampleSets} sample sets missing";
        var start = recording.Start is { } time ? $", from {time:yyyy-MM-dd HH:mm:ss}Z" : "";
        var table = new TextTable(
            $"{recording.File}: {TextTable.Number(recording.SampleRateHz)} Hz, {TextTable.Number(recording.DurationSeconds)} s{start}, {gaps}",
            "channel", "quantity", "unit", "missing", "minimum", "mean", "maximum", "deviation");
        foreach (var channel in recording.Channels)
        {
            table.Add(
                channel.Name,
                channel.Quantity,
                channel.Unit,
                TextTable.Count(channel.Missing),
                TextTable.Number(channel.Minimum),
                TextTable.Number(channel.Mean),
                TextTable.Number(channel.Maximum),
                TextTable.Number(channel.StandardDeviation));
        }

        return table;
    }

    private sealed record RecordingSummary(
        string File, DateTimeOffset? Start, double SampleRateHz, double DurationSeconds, long MissingSampleSets, IReadOnlyList<ChannelSummary> Channels);

    private sealed record ChannelSummary(
        string Name, string Quantity, string Unit, int Missing, double Minimum, double Mean, double Maximum, double StandardDeviation);
}
