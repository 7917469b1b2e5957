using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What <c>analyze modes</c> and <c>analyze track</c> both ask for, and the record that they make of a file.</summary>
internal sealed class AnalyzeModesInput
{
    private const double HighestHz = 1e6;
    private readonly Option<string[]> _channels = AnalysisOptions.Channels();
    private readonly Option<double?> _low = AnalysisOptions.Number("--from", "HZ", "Lowest frequency of interest. Default: 1/32 of the highest.", 1e-4, HighestHz);
    private readonly Option<double?> _high = AnalysisOptions.Number("--to", "HZ", "Highest frequency of interest, up to 0.4 of the rate. Default: 1.25 times the frequency below which 99.5 % of the variance lies.", 1e-3, HighestHz);
    private readonly Option<double?> _order = AnalysisOptions.Number("--order", "N", "Highest model order, even. Default: 100.", 4, 200);
    private readonly Option<double?> _cycles = AnalysisOptions.Number("--cycles", "N", "Least cycles of the lowest frequency that a record must hold. Default: 50.", 5, 10000);
    private readonly Option<string?> _relativeTo = new("--relative-to")
    {
        Description = "Take this channel away from the others first: the ground's, for a structure that is shaken at its base.",
        HelpName = "CHANNEL",
    };

    public IEnumerable<Option> Options => [_channels, _low, _high, _order, _cycles, _relativeTo];

    /// <summary>The channels of a recording that are analysed.</summary>
    /// <exception cref="AnalysisException">There is no such channel, or too few are left.</exception>
    public IReadOnlyList<AnalysisChannel> Channels(AnalysisRun run, AnalysisRecording recording)
    {
        var chosen = InCommonUnits(recording, recording.Choose(run.Get(_channels) ?? [], "acceleration", "velocity"));
        if (run.Get(_relativeTo) is not { } name)
            return chosen;
        var ground = recording.Choose([name]);
        if (ground.Count != 1)
            throw new AnalysisException($"{recording.File}: --relative-to {name} names {ground.Count} channels; name one.");
        var others = chosen.Where(channel => channel != ground[0]).ToList();
        if (others.Count == 0 || others.Any(channel => channel.Unit != ground[0].Unit))
            throw new AnalysisException($"{recording.File}: --relative-to {name}: no other channel in {ground[0].Unit} is left, or one has another unit. Choose with --channels.");
        return [.. others.Select(channel => channel with { Samples = [.. channel.Samples.Zip(ground[0].Samples, (sample, base_) => sample - base_)] })];
    }

    /// <summary>Shapes compare channels with each other, so motions are taken in SI units and anything else only in one unit. Channels that all name no unit stay as they are.</summary>
    private static IReadOnlyList<AnalysisChannel> InCommonUnits(AnalysisRecording recording, IReadOnlyList<AnalysisChannel> channels)
    {
        if (channels.All(channel => channel.Quantity == channels[0].Quantity && channel.Unit.Length == 0))
            return channels;
        if (channels.All(channel => UnitOfMotion(channel.Quantity) is not null))
            return [.. channels.Select(channel => channel with { Unit = UnitOfMotion(channel.Quantity)!, Samples = channel.In(UnitOfMotion(channel.Quantity)!) })];
        return channels.All(channel => channel.Quantity == channels[0].Quantity && channel.Unit == channels[0].Unit)
            ? channels
            : throw new AnalysisException($"{recording.File}: the channels are of different quantities or units, so their shapes cannot be compared. Choose with --channels.");
    }

    private static string? UnitOfMotion(string quantity) => quantity switch
    {
        "acceleration" => "m/s2",
        "velocity" => "m/s",
        "displacement" => "m",
        _ => null,
    };

    /// <summary>Samples from one to before another as the identification takes them.</summary>
    public static ModalRecord Record(AnalysisRecording recording, IReadOnlyList<AnalysisChannel> channels, int start, int length) => new(
        [.. channels.Select(channel => (ReadOnlyMemory<double>)channel.Samples.AsMemory(start, length))],
        recording.SampleRateHz,
        [.. channels.Select(channel => channel.Quantity switch
        {
            "acceleration" => MotionQuantity.Acceleration,
            "velocity" => MotionQuantity.Velocity,
            _ => MotionQuantity.Displacement,
        })],
        [.. channels.Select(channel => channel.Name)]);

    /// <summary>Identifies modes; an option that does not fit the record becomes an error for the person.</summary>
    public ModalAnalysis Identify(AnalysisRun run, string file, ModalRecord record)
    {
        var options = new ModalAnalysisOptions
        {
            LowFrequencyHz = run.Get(_low) ?? double.NaN,
            HighFrequencyHz = run.Get(_high) ?? double.NaN,
        };
        options = options with
        {
            OrderMaximum = (int?)run.Get(_order) / 2 * 2 ?? options.OrderMaximum,
            CyclesMinimum = run.Get(_cycles) ?? options.CyclesMinimum,
        };
        try
        {
            return OperationalModalAnalysis.Analyze(record, options);
        }
        catch (ArgumentException unfit)
        {
            throw new AnalysisException($"{file}: {InOptions(unfit)}", unfit);
        }
    }

    /// <summary>The library's message with the command's names for its options.</summary>
    private static string InOptions(ArgumentException unfit) => unfit.Message
        .Replace($" (Parameter '{unfit.ParamName}')", "", StringComparison.Ordinal)
        .Replace(nameof(ModalAnalysisOptions.LowFrequencyHz), "--from", StringComparison.Ordinal)
        .Replace(nameof(ModalAnalysisOptions.HighFrequencyHz), "--to", StringComparison.Ordinal);
}
