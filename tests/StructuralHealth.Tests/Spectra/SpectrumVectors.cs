using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

/// <summary>Windows, trends and spectra of SciPy and NumPy; made by spectrum_vectors.py.</summary>
internal sealed record SpectrumVectors(
    double SampleRateHz,
    double[] X,
    double[] Y,
    IReadOnlyList<WindowVector> Windows,
    IReadOnlyList<SpectrumVector> Spectra,
    double[] Coherence,
    double[] Linear,
    IReadOnlyList<TrendVector> Trends)
{
    public static SpectrumVectors Stored { get; } = StoredVectors.Read<SpectrumVectors>("Spectra", "spectrum_vectors.json");

    public static WindowFunction WindowOf(string name, double parameter) => new(
        name switch
        {
            "boxcar" => WindowKind.Rectangular,
            "hann" => WindowKind.Hann,
            "hamming" => WindowKind.Hamming,
            "blackman" => WindowKind.Blackman,
            "blackmanharris" => WindowKind.BlackmanHarris,
            "flattop" => WindowKind.FlatTop,
            "tukey" => WindowKind.Tukey,
            _ => WindowKind.Kaiser,
        },
        parameter);
}

internal sealed record WindowVector(string Window, double Parameter, int Length, double[] Periodic, double[] Symmetric);

internal sealed record SpectrumVector(
    string Window,
    double Parameter,
    int SegmentLength,
    int OverlapSamples,
    string Detrend,
    string Scaling,
    string Average,
    double[] Psd,
    double[] CrossReal,
    double[] CrossImaginary)
{
    public string Name => $"{SegmentLength}/{OverlapSamples} {Window} {Detrend} {Scaling} {Average}";

    public WelchOptions Options => new()
    {
        SegmentLength = SegmentLength,
        OverlapSamples = OverlapSamples,
        Window = SpectrumVectors.WindowOf(Window, Parameter),
        Detrend = Enum.Parse<DetrendKind>(Detrend, ignoreCase: true),
        Scaling = Enum.Parse<SpectrumScaling>(Scaling, ignoreCase: true),
        Average = Enum.Parse<SpectrumAverage>(Average, ignoreCase: true),
    };
}

internal sealed record TrendVector(int Order, double[] Samples, int[] Missing, double[] Whole, double[] WithGaps);
