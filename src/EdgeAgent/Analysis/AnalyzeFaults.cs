using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze faults</c>: what is wrong with the sensors of a recording, channel by channel and, with a sound reference, between channels.</summary>
internal static class AnalyzeFaults
{
    private static readonly Option<string[]> s_channels = AnalysisOptions.Channels();
    private static readonly Option<string?> s_reference = new("--reference") { Description = "A sound recording with the same channels: the channels are then judged by each other as well.", HelpName = "FILE" };
    private static readonly Option<double?> s_window = AnalysisOptions.Number("--window", "S", "Length of the windows in seconds. Default: 10, or 100 samples of a slow recording.", 0.1, 1_000_000);
    private static readonly Option<double?> s_rate = AnalysisOptions.Number("--rate", "HZ", "The rate that was ordered: a recording at another rate is a fault. Default: not judged.", 1e-6, 1e6);

    /// <summary>Units in which the limits of the quantities are written.</summary>
    private static readonly (string Quantity, string Unit)[] s_units =
        [("acceleration", "m/s2"), ("velocity", "m/s"), ("strain", "ue"), ("displacement", "mm"), ("inclination", "deg"), ("temperature", "degC"), ("relativeHumidity", "%RH"), ("voltage", "V"), ("current", "A")];

    public static AnalysisCommand Create() => new(
        "faults",
        "Find broken sensors before any result is taken from them: what, when, how sure, what to do.",
        """
        edgetwin analyze faults bridge.csv
        edgetwin analyze faults today.csv --reference commissioning.csv --channels acc_* --json
        """,
        "Recordings: CSV, CSV.GZ or miniSEED.",
        [s_channels, s_reference, s_window, s_rate],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var reference = run.Get(s_reference) is { } file ? run.ReadRecording(file) : null;
        var reports = run.Files.Select(name => Inspect(run, run.ReadRecording(name), reference)).ToList();
        return new AnalysisReport(reports)
        {
            Tables = [.. reports.Select(ToTable)],
            Remarks = [.. reports.SelectMany(report => report.Notes)],
        };
    }

    private static FaultsOfRecording Inspect(AnalysisRun run, AnalysisRecording recording, AnalysisRecording? reference)
    {
        var channels = recording.Choose(run.Get(s_channels) ?? []);
        var options = new RecordingScanOptions { WindowSeconds = run.Get(s_window) ?? Math.Max(10, 100 / recording.SampleRateHz) };
        var inputs = channels.Select(Input).ToList();
        run.Progress($"looking through {Path.GetFileName(recording.File)}", 0);
        var found = Refusals.Named(recording.File, () => RecordingScan.InspectAll([.. inputs.Select(input => input.Samples)], recording.SampleRateHz, [.. inputs.Select(input => input.Quantity)], options)).ToList();
        var notes = new List<string>();
        if (recording.DurationSeconds < options.WindowSeconds)
            notes.Add($"{recording.File}: {TextTable.Number(recording.DurationSeconds)} s are shorter than one window of {TextTable.Number(options.WindowSeconds)} s: no fault found here does not mean that the sensors are sound. Give a longer recording, or a shorter --window.");
        if (run.Get(s_rate) is { } ordered && Math.Abs((recording.SampleRateHz / ordered) - 1) > new SampleTimesOptions().RateTolerance)
            found.Add(new SensorFault(SensorFaultKind.RateError, 0, 0, recording.Length, recording.SampleRateHz, ordered, FaultCertainty.Certain));
        if (reference is not null)
            found.AddRange(Between(run, recording, reference, channels, options, notes));
        return new FaultsOfRecording(recording.File, recording.SampleRateHz, channels.Count, [.. found.Select(fault => Finding(fault, channels, recording.SampleRateHz))], notes);
    }

    /// <summary>Quantity and samples in the units of the limits; where the unit is not one of the quantity's, the channel is judged without limits of size.</summary>
    private static (string Quantity, double[] Samples) Input(AnalysisChannel channel)
    {
        var unit = s_units.FirstOrDefault(one => one.Quantity == channel.Quantity).Unit;
        if (unit is null)
            return (channel.Quantity, channel.Samples);
        return UnitFactors.Between(channel.Unit, unit) is { } factor
            ? (channel.Quantity, factor == 1 ? channel.Samples : Array.ConvertAll(channel.Samples, sample => sample * factor))
            : ("", channel.Samples);
    }

    private static IReadOnlyList<SensorFault> Between(
        AnalysisRun run, AnalysisRecording recording, AnalysisRecording reference, IReadOnlyList<AnalysisChannel> channels, RecordingScanOptions options, List<string> notes)
    {
        if (Math.Abs((reference.SampleRateHz / recording.SampleRateHz) - 1) > new SampleTimesOptions().RateTolerance)
            throw new AnalysisException($"{recording.File}: its rate ({TextTable.Number(recording.SampleRateHz)} Hz) is not that of the reference ({TextTable.Number(reference.SampleRateHz)} Hz). Resample one of them.");
        var learnt = reference.Choose([.. channels.Select(channel => channel.Name)]);
        var window = Math.Max((int)(options.WindowSeconds * recording.SampleRateHz), Math.Max(32, 16 * channels.Count));
        run.Progress("learning from the reference", 0.5);
        var redundancy = Refusals.Named(reference.File, () => ChannelRedundancy.Learn([.. learnt.Select(channel => channel.Samples)], new RedundancyOptions { WindowSamples = window }));
        var lone = channels.Where((_, channel) => redundancy.Redundancy[channel] < new RedundancyOptions().LeastRedundancy).Select(channel => channel.Name).ToList();
        if (lone.Count > 0)
            notes.Add($"{recording.File}: not judged by the other channels, which explain less than half of them: {string.Join(", ", lone)}.");
        return Refusals.Named(recording.File, () => redundancy.Inspect([.. channels.Select(channel => channel.Samples)]));
    }

    private static FaultFinding Finding(SensorFault fault, IReadOnlyList<AnalysisChannel> channels, double sampleRateHz) => new(
        channels[fault.Channel].Name,
        fault.Kind,
        [.. fault.Others.Select(other => channels[other].Name)],
        fault.FirstSample / sampleRateHz,
        fault.EndSample / sampleRateHz,
        fault.EndSample - fault.FirstSample,
        fault.Measured,
        fault.Limit,
        fault.Certainty,
        fault.Action);

    private static TextTable ToTable(FaultsOfRecording report)
    {
        var table = new TextTable($"{report.File}: {report.Channels} channels, {report.Faults.Count} faults", "channel", "what", "from s", "to s", "how sure", "what to do");
        foreach (var fault in report.Faults)
        {
            table.Add(
                fault.Channel,
                fault.Others.Count == 0 ? Words(fault.Kind.ToString()) : $"{Words(fault.Kind.ToString())} ({string.Join(", ", fault.Others)})",
                TextTable.Number(fault.FromSeconds, 6),
                TextTable.Number(fault.ToSeconds, 6),
                Words(fault.Certainty.ToString()),
                fault.Action);
        }

        return table;
    }

    /// <summary>"BiasStep" as "bias step".</summary>
    private static string Words(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private sealed record FaultsOfRecording(string File, double SampleRateHz, int Channels, IReadOnlyList<FaultFinding> Faults, IReadOnlyList<string> Notes);

    private sealed record FaultFinding(
        string Channel, SensorFaultKind Kind, IReadOnlyList<string> Others, double FromSeconds, double ToSeconds, int Samples, double Measured, double Limit, FaultCertainty Certainty, string Action);
}
