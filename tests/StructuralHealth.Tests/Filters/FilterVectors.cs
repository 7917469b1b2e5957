using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

/// <summary>One signal with what SciPy makes of it; made by filter_vectors.py.</summary>
internal sealed record FilterVectors(
    double SampleRateHz,
    double[] Samples,
    IReadOnlyList<DesignVector> Designs,
    IReadOnlyList<FilteredVector> Filtered,
    IReadOnlyList<FirVector> Fir,
    double[] FirCausal,
    double[] FirZeroPhase,
    IReadOnlyList<DecimatedVector> Decimated,
    IReadOnlyList<ResampledVector> Resampled,
    IReadOnlyList<EnvelopeVector> Envelopes)
{
    public static FilterVectors Stored { get; } = StoredVectors.Read<FilterVectors>("Filters", "filter_vectors.json");

    public static PassBand Band(string kind, double[] edges) => kind switch
    {
        "lowpass" => PassBand.Below(edges[0]),
        "highpass" => PassBand.Above(edges[0]),
        "bandpass" => PassBand.Between(edges[0], edges[1]),
        _ => PassBand.Except(edges[0], edges[1]),
    };
}

internal record DesignVector(string Family, int Order, double Ripple, string Kind, double[] Edges, double[][] Sections)
{
    public string Name => $"{Family} {Order} {Kind} {string.Join(" to ", Edges)}";

    public SosCascade Design(double sampleRateHz)
    {
        var band = FilterVectors.Band(Kind, Edges);
        return Family switch
        {
            "butter" => IirDesign.Butterworth(Order, band, sampleRateHz),
            "cheby1" => IirDesign.ChebyshevI(Order, Ripple, band, sampleRateHz),
            _ => IirDesign.ChebyshevII(Order, Ripple, band, sampleRateHz),
        };
    }
}

internal sealed record FilteredVector(
    string Family, int Order, double Ripple, string Kind, double[] Edges, double[][] Sections, double[] Causal, double[] Settled, double[] ZeroPhase)
    : DesignVector(Family, Order, Ripple, Kind, Edges, Sections);

internal sealed record FirVector(int Taps, string Kind, double[] Edges, string Window, double Parameter, double[] Coefficients)
{
    public double[] Design(double sampleRateHz) => FirDesign.Window(Taps, FilterVectors.Band(Kind, Edges), sampleRateHz, Spectra.SpectrumVectors.WindowOf(Window, Parameter));
}

internal sealed record DecimatedVector(int Factor, double[] Values);

internal sealed record ResampledVector(int Up, int Down, double[] Values);

internal sealed record EnvelopeVector(int Count, double[] Values);
