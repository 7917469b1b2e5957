namespace EdgeTwin.StructuralHealth.Tests;

/// <summary>Samples with what SciPy says of them; made by Spectra/scipy_vectors.py.</summary>
internal sealed record ScipyVectors(IReadOnlyList<WelchVector> Welch, IReadOnlyList<StatisticsVector> Statistics)
{
    public static ScipyVectors Stored { get; } = StoredVectors.Read<ScipyVectors>("Spectra", "scipy_vectors.json");
}

internal sealed record WelchVector(
    string Name, double SampleRateHz, int SegmentLength, float[] Samples, double[] FrequencyHz, double[] Psd);

internal sealed record StatisticsVector(
    string Name,
    float?[] Samples,
    int Count,
    double Mean,
    double StandardDeviation,
    double Rms,
    double Minimum,
    double Maximum,
    double Peak,
    double CrestFactor,
    double Kurtosis);
