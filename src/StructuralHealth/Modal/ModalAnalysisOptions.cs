namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>How a record is analysed for modes. Every default is derived from the record, none from a particular structure.</summary>
public sealed record ModalAnalysisOptions
{
    /// <summary>Lowest frequency of interest in Hz, positive; NaN (default) takes 1/32 of the highest.</summary>
    public double LowFrequencyHz { get; init; } = double.NaN;

    /// <summary>Highest frequency of interest in Hz, up to 0.4 times the rate; NaN (default) takes 1.25 times the frequency below which 99.5 % of the channels' variance lies.</summary>
    public double HighFrequencyHz { get; init; } = double.NaN;

    /// <summary>Highest model order, even, 4 to 200. Above twice the number of modes the model also takes up what a finite record adds to its correlations. Default 100.</summary>
    public int OrderMaximum { get; init; } = 100;

    /// <summary>Channels whose past is used (references), as indices; null (default) takes up to <see cref="ReferencesMaximum"/> channels that hold the most independent motion.</summary>
    public IReadOnlyList<int>? References { get; init; }

    /// <summary>Most references that are chosen by themselves, 1 to 16. Default 6.</summary>
    public int ReferencesMaximum { get; init; } = 6;

    /// <summary>Columns that the Hankel matrix may have, 20 to 1000: time and memory grow with its cube and square. Default 250.</summary>
    public int HankelColumnsMaximum { get; init; } = 250;

    /// <summary>Parts the record is cut into for the variances, 10 to 500. Default 50.</summary>
    public int Blocks { get; init; } = 50;

    /// <summary>Damping ratio above which a pole is no mode, above 0 up to 0.5. Default 0.1.</summary>
    public double DampingRatioMaximum { get; init; } = 0.1;

    /// <summary>Modal phase collinearity below which a pole is no mode, 0 to 1. Default 0.3: records of few channels and closely spaced modes give complex shapes.</summary>
    public double PhaseCollinearityMinimum { get; init; } = 0.3;

    /// <summary>Share of missing samples of one channel above which the record is refused, 0 to 0.5. Default 0.05.</summary>
    public double MissingShareMaximum { get; init; } = 0.05;

    /// <summary>Cycles of the lowest frequency that a record must hold, 5 to 10000. Default 50; 1000 and more are usual where damping matters.</summary>
    public double CyclesMinimum { get; init; } = 50;

    /// <summary>How standard deviations are found. Default <see cref="DeviationMethod.Jackknife"/>.</summary>
    public DeviationMethod Deviations { get; init; } = DeviationMethod.Jackknife;

    /// <summary>Throws if a value is outside its range.</summary>
    /// <param name="record">The record to be analysed.</param>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it and the range.</exception>
    public void Validate(ModalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var highest = 0.4 * record.SampleRateHz;
        Require(double.IsNaN(HighFrequencyHz) || (HighFrequencyHz > 0 && HighFrequencyHz <= highest), nameof(HighFrequencyHz), HighFrequencyHz, $"above 0 up to {highest:G4} (0.4 times the rate)");
        Require(double.IsNaN(LowFrequencyHz) || (LowFrequencyHz > 0 && LowFrequencyHz < (double.IsNaN(HighFrequencyHz) ? highest : HighFrequencyHz)), nameof(LowFrequencyHz), LowFrequencyHz, "above 0 and below the highest frequency");
        Require(OrderMaximum is >= 4 and <= 200 && OrderMaximum % 2 == 0, nameof(OrderMaximum), OrderMaximum, "even, 4 to 200");
        Require(ReferencesMaximum is >= 1 and <= 16, nameof(ReferencesMaximum), ReferencesMaximum, "1 to 16");
        Require(HankelColumnsMaximum is >= 20 and <= 1000, nameof(HankelColumnsMaximum), HankelColumnsMaximum, "20 to 1000");
        Require(Blocks is >= 10 and <= 500, nameof(Blocks), Blocks, "10 to 500");
        Require(DampingRatioMaximum is > 0 and <= 0.5, nameof(DampingRatioMaximum), DampingRatioMaximum, "above 0 up to 0.5");
        Require(PhaseCollinearityMinimum is >= 0 and <= 1, nameof(PhaseCollinearityMinimum), PhaseCollinearityMinimum, "0 to 1");
        Require(MissingShareMaximum is >= 0 and <= 0.5, nameof(MissingShareMaximum), MissingShareMaximum, "0 to 0.5");
        Require(CyclesMinimum is >= 5 and <= 10000, nameof(CyclesMinimum), CyclesMinimum, "5 to 10000");
        var different = References is null || (References.Count > 0 && References.Distinct().Count() == References.Count && References.All(index => index >= 0 && index < record.Channels.Count));
        Require(different, nameof(References), References?.Count ?? 0, $"different channel indices from 0 to {record.Channels.Count - 1}");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentException($"{name} is {value:G6}; permitted is {range}.", name);
    }
}

/// <summary>How the standard deviations of modes are found.</summary>
public enum DeviationMethod
{
    /// <summary>Identification repeated with a tenth of the record left out at a time: follows the estimate as it is made, costs ten identifications.</summary>
    Jackknife,

    /// <summary>First-order perturbation from the scatter between blocks: cheap, and larger than the truth where a model of high order outdoes a single order.</summary>
    Perturbation,
}
