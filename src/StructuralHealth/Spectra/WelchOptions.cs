namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>How a spectrum is estimated by segments; the defaults are those of <c>scipy.signal.welch</c>.</summary>
public sealed record WelchOptions
{
    /// <summary>Samples per segment, at least 2; products of 2, 3 and 5 are fast, every length works.</summary>
    public int SegmentLength { get; init; } = 256;

    /// <summary>Samples that neighbouring segments share, 0 to <see cref="SegmentLength"/> - 1; null is half a segment.</summary>
    public int? OverlapSamples { get; init; }

    /// <summary>The periodic form of it is laid over each segment.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>What is taken off each segment.</summary>
    public DetrendKind Detrend { get; init; } = DetrendKind.Constant;

    /// <summary>Density or spectrum.</summary>
    public SpectrumScaling Scaling { get; init; }

    /// <summary>Mean or median over the segments.</summary>
    public SpectrumAverage Average { get; init; }

    internal int SegmentStep => SegmentLength - (OverlapSamples ?? (SegmentLength / 2));

    internal void Validate()
    {
        if (SegmentLength < 2)
            throw new ArgumentOutOfRangeException(nameof(SegmentLength), SegmentLength, "A segment has at least 2 samples.");
        if (OverlapSamples is { } overlap && (overlap < 0 || overlap >= SegmentLength))
            throw new ArgumentOutOfRangeException(nameof(OverlapSamples), overlap, $"The overlap lies between 0 and {SegmentLength - 1} samples.");
    }
}
