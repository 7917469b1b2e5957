using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.StructuralHealth.Events;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>The events of one recording, with the band of velocity and displacement, and why nothing could be judged where that is so.</summary>
internal sealed record EventRecording(
    string File,
    double SampleRateHz,
    int MinimumChannels,
    double BandLowHz,
    double BandHighHz,
    bool IsProcessedRecord,
    double DurationSeconds,
    string? Refusal,
    IReadOnlyList<MeasuredEvent> Events);

/// <summary>One event; seconds count from the start of the recording.</summary>
internal sealed record MeasuredEvent(
    DateTimeOffset? TriggerTime,
    double StartSeconds,
    double TriggerSeconds,
    double DetriggerSeconds,
    double EndSeconds,
    int TriggeredChannels,
    IReadOnlyList<MeasuredChannel> Channels);

/// <summary>One channel of an event; the time of its peak counts from the start of the recording. What only an acceleration has is NaN for others.</summary>
internal sealed record MeasuredChannel(
    string Name,
    string Unit,
    double Peak,
    double PeakSeconds,
    double BracketedSeconds,
    double SignificantSeconds,
    double FrequencyHz,
    double AriasIntensityMps,
    double PeakVelocityMps,
    double PeakDisplacementM,
    int MissingSamples)
{
    public static MeasuredChannel Of(AnalysisChannel channel, double startSeconds, ChannelMeasures measures) => new(
        channel.Name,
        channel.Unit,
        measures.Amplitude.Value,
        startSeconds + measures.Amplitude.Seconds,
        measures.BracketedSeconds,
        measures.SignificantSeconds,
        measures.FrequencyHz,
        channel.Quantity == "acceleration" ? measures.AriasIntensity : double.NaN,
        measures.Velocity.Value,
        measures.Displacement.Value,
        measures.MissingSamples);
}

/// <summary>Prints events: one table of all, then one per event with its channels.</summary>
internal static class EventsReport
{
    public static AnalysisReport Of(IReadOnlyList<EventRecording> recordings) => new(recordings)
    {
        Tables = [.. recordings.Where(recording => recording.Events.Count > 0).SelectMany(Tables)],
        Remarks = [.. recordings.SelectMany(Remarks)],
        ExitCode = recordings.All(recording => recording.Refusal is not null) ? ExitCode.Failure : ExitCode.Ok,
    };

    private static IEnumerable<TextTable> Tables(EventRecording recording)
    {
        var overview = new TextTable(
            $"{recording.File}: {recording.Events.Count} {(recording.Events.Count == 1 ? "event" : "events")} in {TextTable.Number(recording.DurationSeconds)} s",
            "event", "trigger", "start s", "trigger s", "end s", "triggered", "largest peak", "unit", "of channel");
        for (var index = 0; index < recording.Events.Count; index++)
        {
            var found = recording.Events[index];
            var largest = found.Channels.MaxBy(channel => Math.Abs(channel.Peak))!;
            overview.Add(
                TextTable.Count(index + 1),
                found.TriggerTime?.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                TextTable.Number(found.StartSeconds, 6),
                TextTable.Number(found.TriggerSeconds, 6),
                TextTable.Number(found.EndSeconds, 6),
                $"{found.TriggeredChannels} of {found.Channels.Count}",
                TextTable.Number(Math.Abs(largest.Peak)),
                largest.Unit,
                largest.Name);
        }

        yield return overview;
        for (var index = 0; index < recording.Events.Count; index++)
            yield return Channels(recording.Events[index], index + 1);
    }

    private static TextTable Channels(MeasuredEvent found, int number)
    {
        var table = new TextTable(
            $"Event {number} at {TextTable.Number(found.TriggerSeconds, 6)} s",
            "channel", "peak", "unit", "at s", "bracketed s", "5-95 % s", "peak Hz", "velocity mm/s", "displacement mm", "missing");
        foreach (var channel in found.Channels)
        {
            table.Add(
                channel.Name,
                TextTable.Number(channel.Peak),
                channel.Unit,
                TextTable.Number(channel.PeakSeconds, 6),
                TextTable.Number(channel.BracketedSeconds),
                TextTable.Number(channel.SignificantSeconds),
                TextTable.Number(channel.FrequencyHz),
                TextTable.Number(channel.PeakVelocityMps * 1000),
                TextTable.Number(channel.PeakDisplacementM * 1000),
                TextTable.Count(channel.MissingSamples));
        }

        return table;
    }

    private static IEnumerable<string> Remarks(EventRecording recording)
    {
        if (recording.Refusal is { } refusal)
            yield return $"{recording.File}: {refusal}.";
        else if (recording.Events.Count == 0)
            yield return $"{recording.File}: no event in {TextTable.Number(recording.DurationSeconds)} s.";
        if (recording.Events.Count == 0)
            yield break;
        var upper = double.IsInfinity(recording.BandHighHz) ? "up" : $"to {TextTable.Number(recording.BandHighHz)} Hz";
        yield return $"Velocity and displacement hold what lies from {TextTable.Number(recording.BandLowHz)} Hz {upper}{(recording.IsProcessedRecord ? ", as the record was processed" : "")}; a lasting displacement is not in them.";
        if (recording.Events.SelectMany(found => found.Channels).Any(channel => channel.Unit == "m/s2" && channel.MissingSamples > 0))
            yield return "A channel with missing samples has no velocity and displacement: nothing can be integrated across a gap.";
    }
}
