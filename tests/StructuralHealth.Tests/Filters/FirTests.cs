using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

public sealed class FirTests
{
    private static double[] Smooth => FilterVectors.Stored.Fir[0].Coefficients;

    [Fact]
    public void Window_EveryStoredDesign_EqualsScipy()
    {
        foreach (var vector in FilterVectors.Stored.Fir)
            Expect.CloseToScale(vector.Coefficients, vector.Design(FilterVectors.Stored.SampleRateHz), 1e-12, $"{vector.Kind} of {vector.Taps}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(360)]
    public void Process_InBlocks_EqualsScipy(int blockSamples)
    {
        double[] samples = [.. FilterVectors.Stored.Samples];
        var filter = new FirFilter(Smooth);

        for (var start = 0; start < samples.Length; start += blockSamples)
        {
            var block = samples.AsSpan(start, Math.Min(blockSamples, samples.Length - start));
            filter.Process(block, block);
        }

        Expect.CloseToScale(FilterVectors.Stored.FirCausal, samples, 1e-12, "filtered");
    }

    [Fact]
    public void Process_LongBlock_EqualsShortBlocks()
    {
        double[] samples = [.. Signals.Noise(5000, 1, seed: 3).Select(value => (double)value)];
        var whole = new double[samples.Length];
        new FirFilter(Smooth).Process(samples, whole);
        var filter = new FirFilter(Smooth);
        var pieces = new double[samples.Length];
        for (var start = 0; start < samples.Length; start += 100)
            filter.Process(samples.AsSpan(start, 100), pieces.AsSpan(start, 100));

        Expect.CloseToScale(pieces, whole, 1e-14, "filtered");
    }

    [Fact]
    public void ZeroPhase_StoredVector_EqualsNumpy() =>
        Expect.CloseToScale(FilterVectors.Stored.FirZeroPhase, FirFilter.ZeroPhase(Smooth, FilterVectors.Stored.Samples), 1e-12, "filtered");

    [Fact]
    public void Process_MissingSample_IsMissingAsFarAsTheResponseReaches()
    {
        double[] samples = [1, 1, double.NaN, 1, 1, 1, 1];
        new FirFilter([0.5, 0.25, 0.25]).Process(samples, samples);
        Assert.Equal([false, false, true, true, true, false, false], samples.Select(double.IsNaN));
    }

    [Fact]
    public void Process_InSteadyState_AllocatesNothing()
    {
        var filter = new FirFilter(Smooth);
        var output = new double[360];
        Expect.AllocatesNothing(() => filter.Process(FilterVectors.Stored.Samples, output));
    }

    [Fact]
    public void Window_EvenNumberOfCoefficientsForAHighPass_Throws() =>
        Assert.Throws<ArgumentException>(() => FirDesign.Window(32, PassBand.Above(5), 100));

    [Fact]
    public void ZeroPhase_EvenNumberOfCoefficients_Throws() =>
        Assert.Throws<ArgumentException>(() => FirFilter.ZeroPhase([0.5, 0.5], new double[9]));
}
