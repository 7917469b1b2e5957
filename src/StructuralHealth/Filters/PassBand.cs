namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>The frequencies that a filter lets through, with one or two edges in Hz.</summary>
public readonly record struct PassBand
{
    private PassBand(PassBandKind kind, double lowHz, double highHz) => (Kind, LowHz, HighHz) = (kind, lowHz, highHz);

    /// <summary>Form of the band.</summary>
    public PassBandKind Kind { get; }

    /// <summary>Lower edge; 0 for <see cref="PassBandKind.Low"/>.</summary>
    public double LowHz { get; }

    /// <summary>Upper edge; infinite for <see cref="PassBandKind.High"/>.</summary>
    public double HighHz { get; }

    /// <summary>Everything below an edge.</summary>
    public static PassBand Below(double highHz) => new(PassBandKind.Low, 0, highHz);

    /// <summary>Everything above an edge.</summary>
    public static PassBand Above(double lowHz) => new(PassBandKind.High, lowHz, double.PositiveInfinity);

    /// <summary>Everything between two edges.</summary>
    public static PassBand Between(double lowHz, double highHz) => new(PassBandKind.Between, lowHz, highHz);

    /// <summary>Everything but what lies between two edges.</summary>
    public static PassBand Except(double lowHz, double highHz) => new(PassBandKind.Except, lowHz, highHz);

    /// <summary>The edges, one or two, in Hz.</summary>
    internal double[] Edges => Kind switch
    {
        PassBandKind.Low => [HighHz],
        PassBandKind.High => [LowHz],
        _ => [LowHz, HighHz],
    };

    /// <summary>Refuses edges that a sample rate cannot have.</summary>
    /// <exception cref="ArgumentException">The sample rate is no positive number, an edge is not between 0 and half of it, or the edges are not in order.</exception>
    internal void Validate(double sampleRateHz)
    {
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate is {sampleRateHz} Hz; it is a positive number.", nameof(sampleRateHz));
        foreach (var edge in Edges)
        {
            if (!(edge > 0 && edge < sampleRateHz / 2))
                throw new ArgumentException($"An edge of the band is {edge} Hz; at {sampleRateHz} samples per second it lies above 0 and below {sampleRateHz / 2} Hz.");
        }

        if (!(LowHz < HighHz))
            throw new ArgumentException($"The band from {LowHz} Hz to {HighHz} Hz is empty.");
    }
}
