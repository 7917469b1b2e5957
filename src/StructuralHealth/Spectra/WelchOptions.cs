namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>What a spectrum states.</summary>
public enum SpectrumScaling
{
    /// <summary>Density in unit squared per Hz: its integral over a band is the mean square there.</summary>
    Density,

    /// <summary>Unit squared: the height of a sine's peak is its mean square.</summary>
    Spectrum,
}

/// <summary>How segments are averaged.</summary>
public enum SpectrumAverage
{
    /// <summary>Arithmetic mean.</summary>
    Mean,

    /// <summary>Median without its bias; a single loud segment does not move it. Source: B. Allen et al., Phys. Rev. D 85 (2012) 122006, appendix B.</summary>
    Median,
}

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
