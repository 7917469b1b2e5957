namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Band in which an acceleration is integrated. What lies below it is lost, and a displacement without its band says nothing.</summary>
public sealed record IntegrationOptions
{
    /// <summary>
    /// How far below its own lower edge a record that was filtered already is cut: a second cut at the same edge would take off half of what the first left there;
    /// at a third of it, 98.8 % pass at order 2.
    /// </summary>
    internal const double GuardRatio = 3;

    /// <summary>Lower edge in Hz, above 0; half the amplitude is left there.</summary>
    public double LowHz { get; init; } = 0.1;

    /// <summary>Upper edge in Hz, above <see cref="LowHz"/>; infinite where nothing is to be cut.</summary>
    public double HighHz { get; init; } = double.PositiveInfinity;

    /// <summary>Order of the Butterworth filter whose loss counts twice, as if it ran forwards and backwards; 1 to 8.</summary>
    public int Order { get; init; } = 2;

    /// <summary>
    /// Whether the record was baseline-corrected and filtered to this band before (processed strong-motion records are). It is then neither corrected nor
    /// filtered to the same band again; only what lies far below the band, which integration blows up, is cut.
    /// </summary>
    public bool IsBandLimitedRecord { get; init; }

    // Memory for the padding of one channel: some hundred megabytes.
    private const int MostPaddingSamples = 4_000_000;
    private const double PaddingPerOrder = 1.5;

    internal double CutHz => IsBandLimitedRecord ? LowHz / GuardRatio : LowHz;

    /// <summary>Zeros on either side of a record, for as long as the filter rings.</summary>
    internal int PaddingSamples(double sampleRateHz) => (int)Math.Ceiling(Math.Min(int.MaxValue, PaddingPerOrder * Order / CutHz * sampleRateHz));

    internal void Validate(double sampleRateHz)
    {
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate is {sampleRateHz} Hz; it is a positive number.", nameof(sampleRateHz));
        if (!(LowHz > 0 && LowHz < sampleRateHz / 2))
            throw new ArgumentException($"{nameof(LowHz)} is {LowHz} Hz; at {sampleRateHz} samples per second it lies above 0 and below {sampleRateHz / 2} Hz.");
        if (!(HighHz > LowHz))
            throw new ArgumentException($"{nameof(HighHz)} is {HighHz} Hz; it lies above {nameof(LowHz)}, {LowHz} Hz.");
        if (Order is < 1 or > 8)
            throw new ArgumentException($"{nameof(Order)} is {Order}; it lies between 1 and 8.");
        if (PaddingSamples(sampleRateHz) > MostPaddingSamples)
            throw new ArgumentException($"{nameof(LowHz)} is {LowHz} Hz, too low for {sampleRateHz} samples per second; resample the record to a lower rate first.");
    }
}
