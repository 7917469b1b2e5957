using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Events;
using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze events</c>: when the structure was shaken, how strongly, for how long, and how far it moved.</summary>
internal static class AnalyzeEvents
{
    private const int DefaultMinimumChannels = 3;
    private const double BlockSeconds = 10;
    private static readonly EventTriggerOptions s_trigger = new();
    private static readonly IntegrationOptions s_integration = new();
    private static readonly Option<string[]> s_channels = AnalysisOptions.Channels();
    private static readonly Option<double?> s_on = AnalysisOptions.Number("--on", "RATIO", "Ratio of the mean square over the last moment to that over the last seconds from which a channel is on. Default: 4.", 1, 1e6);
    private static readonly Option<double?> s_off = AnalysisOptions.Number("--off", "RATIO", "Ratio below which it is off again. Default: 1.5.", 1e-3, 1e6);
    private static readonly Option<double?> s_short = AnalysisOptions.Number("--short-seconds", "S", "Length of the last moment. Default: 0.5.", 1e-3, 3600);
    private static readonly Option<double?> s_long = AnalysisOptions.Number("--long-seconds", "S", "Length of the last seconds. Default: 10.", 1e-2, 36000);
    private static readonly Option<double?> s_level = AnalysisOptions.Number("--level", "VALUE", "Trigger on this amplitude instead of the ratio; in m/s2 for accelerations, else in the unit of the channels.", 1e-12, 1e12);
    private static readonly Option<double?> s_leastRms = AnalysisOptions.Number("--least-rms", "VALUE", "Root mean square that a channel must reach to be on, in the unit of --level. Default: 0.", 0, 1e12);
    private static readonly Option<double?> s_coincidence = AnalysisOptions.Number("--coincidence", "N", "Channels that must be on at the same time. Default: 3, or all where there are fewer.", 1, 10000);
    private static readonly Option<double?> s_triggerFrom = AnalysisOptions.Number("--trigger-from", "HZ", "Lower edge of the band in which the trigger looks; 0 takes the samples as they are. Default: 0.5.", 0, 1e6);
    private static readonly Option<double?> s_triggerTo = AnalysisOptions.Number("--trigger-to", "HZ", "Upper edge of that band. Default: none.", 1e-3, 1e6);
    private static readonly Option<double?> s_pre = AnalysisOptions.Number("--pre-seconds", "S", "Data before the trigger that belong to an event. Default: 5.", 0, 3600);
    private static readonly Option<double?> s_post = AnalysisOptions.Number("--post-seconds", "S", "Data behind its end that belong to an event. Default: 5.", 0, 3600);
    private static readonly Option<double?> s_from = AnalysisOptions.Number("--from", "HZ", "Lower edge of the band of velocity and displacement. Default: 0.1.", 1e-4, 1e6);
    private static readonly Option<double?> s_to = AnalysisOptions.Number("--to", "HZ", "Upper edge of that band. Default: none.", 1e-3, 1e6);

    private static readonly Option<bool> s_processed = new("--processed")
    {
        Description = "The accelerations were baseline-corrected and filtered to the band --from before; do not filter them to it again.",
    };

    public static AnalysisCommand Create() => new(
        "events",
        "Find events and measure them: peaks, durations, frequency, velocity and displacement of each channel.",
        """
        edgetwin analyze events bridge.csv
        edgetwin analyze events quake.csv --processed --from 0.3
        edgetwin analyze events strain.csv --channels strain_* --level 20 --coincidence 1 --trigger-from 0 --json
        """,
        "Recordings: CSV, CSV.GZ or miniSEED. By default every channel that measures an acceleration.",
        [s_channels, s_on, s_off, s_short, s_long, s_level, s_leastRms, s_coincidence, s_triggerFrom, s_triggerTo, s_pre, s_post, s_from, s_to, s_processed],
        run => EventsReport.Of([.. run.Files.Select(file => Analyse(run, run.ReadRecording(file)))]));

    private static EventRecording Analyse(AnalysisRun run, AnalysisRecording recording)
    {
        var channels = Channels(run, recording);
        var trigger = Trigger(run, channels.Length);
        var measure = new EventMeasureOptions { Integration = Band(run) };
        try
        {
            var spans = Detect(run, recording, channels, trigger);
            return new EventRecording(
                recording.File,
                recording.SampleRateHz,
                trigger.MinimumChannels,
                measure.Integration.LowHz,
                measure.Integration.HighHz,
                measure.Integration.IsBandLimitedRecord,
                recording.DurationSeconds,
                Refusal(recording, channels, trigger),
                [.. spans.Select(span => Measure(recording, channels, span, measure))]);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{recording.File}: {Refusals.Words(exception)}", exception);
        }
    }

    private static string? Refusal(AnalysisRecording recording, AnalysisChannel[] channels, EventTriggerOptions trigger)
    {
        var alive = channels.Count(channel => channel.MissingCount < channel.Samples.Length);
        if (alive < trigger.MinimumChannels)
            return $"{trigger.MinimumChannels} of {channels.Length} channels must be on at once, and {alive} hold any sample; choose others with --channels or give a lower --coincidence";
        return trigger.Level is null && recording.DurationSeconds < 2 * trigger.LongSeconds
            ? $"the recording is shorter than twice the long window of {TextTable.Number(trigger.LongSeconds)} s; give a shorter --long-seconds or a --level"
            : null;
    }

    private static AnalysisChannel[] Channels(AnalysisRun run, AnalysisRecording recording)
    {
        AnalysisChannel[] channels = [.. recording.Choose(run.Get(s_channels) ?? [], "acceleration").Select(InOneUnit)];
        if (channels.FirstOrDefault(channel => channel.Unit != channels[0].Unit) is { } other)
            throw new AnalysisException($"{recording.File}: {channels[0].Name} is in {channels[0].Unit}, {other.Name} in {other.Unit}. Events are measured in one unit; choose channels of one with --channels.");
        return channels;
    }

    /// <summary>Accelerations in m/s2, so that one level fits all of them.</summary>
    private static AnalysisChannel InOneUnit(AnalysisChannel channel) =>
        channel.Quantity == "acceleration" ? channel with { Unit = "m/s2", Samples = channel.In("m/s2") } : channel;

    private static EventTriggerOptions Trigger(AnalysisRun run, int channels)
    {
        var from = run.Get(s_triggerFrom) ?? s_trigger.Band!.Value.LowHz;
        return s_trigger with
        {
            OnRatio = run.Get(s_on) ?? s_trigger.OnRatio,
            OffRatio = run.Get(s_off) ?? s_trigger.OffRatio,
            ShortSeconds = run.Get(s_short) ?? s_trigger.ShortSeconds,
            LongSeconds = run.Get(s_long) ?? s_trigger.LongSeconds,
            Level = run.Get(s_level),
            LeastRms = run.Get(s_leastRms) ?? s_trigger.LeastRms,
            MinimumChannels = (int)(run.Get(s_coincidence) ?? Math.Min(DefaultMinimumChannels, channels)),
            PreEventSeconds = run.Get(s_pre) ?? s_trigger.PreEventSeconds,
            PostEventSeconds = run.Get(s_post) ?? s_trigger.PostEventSeconds,
            Band = (from, run.Get(s_triggerTo)) switch
            {
                (0, null) => null,
                (0, { } to) => PassBand.Below(to),
                (_, null) => PassBand.Above(from),
                (_, { } to) => PassBand.Between(from, to),
            },
        };
    }

    private static IntegrationOptions Band(AnalysisRun run) => s_integration with
    {
        LowHz = run.Get(s_from) ?? s_integration.LowHz,
        HighHz = run.Get(s_to) ?? s_integration.HighHz,
        IsBandLimitedRecord = run.Get(s_processed),
    };

    private static List<EventSpan> Detect(AnalysisRun run, AnalysisRecording recording, AnalysisChannel[] channels, EventTriggerOptions options)
    {
        var trigger = new EventTrigger(channels.Length, recording.SampleRateHz, options);
        var events = new List<EventSpan>();
        var blockLength = Math.Max(1, (int)(BlockSeconds * recording.SampleRateHz));
        var block = new double[channels.Length * blockLength];
        for (var start = 0; start < recording.Length; start += blockLength)
        {
            run.Progress("looking for events", (double)start / recording.Length);
            var count = Math.Min(blockLength, recording.Length - start);
            for (var channel = 0; channel < channels.Length; channel++)
                channels[channel].Samples.AsSpan(start, count).CopyTo(block.AsSpan(channel * count));
            trigger.Process(block.AsSpan(0, channels.Length * count), events);
        }

        trigger.Complete(events);
        return events;
    }

    private static MeasuredEvent Measure(AnalysisRecording recording, AnalysisChannel[] channels, EventSpan span, EventMeasureOptions options)
    {
        var (start, length, before) = ((int)span.Start, (int)(span.End - span.Start), (int)(span.Trigger - span.Start));
        double Seconds(long sample) => sample / recording.SampleRateHz;
        return new MeasuredEvent(
            recording.Start?.AddSeconds(Seconds(span.Trigger)),
            Seconds(span.Start),
            Seconds(span.Trigger),
            Seconds(span.Detrigger),
            Seconds(span.End),
            span.Channels,
            [.. channels.Select(channel => MeasuredChannel.Of(channel, Seconds(span.Start), EventMeasurement.Measure(
                channel.Samples.AsSpan(start, length), recording.SampleRateHz, before, channel.Quantity == "acceleration", options)))]);
    }
}
