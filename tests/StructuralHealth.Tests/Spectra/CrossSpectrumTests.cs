using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class CrossSpectrumTests
{
    public static TheoryData<string> Vectors => [.. SpectrumVectors.Stored.Spectra.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Compute_StoredVector_EqualsScipy(string name)
    {
        var stored = SpectrumVectors.Stored;
        var vector = stored.Spectra.Single(candidate => candidate.Name == name);
        var cross = new CrossSpectrum(stored.SampleRateHz, vector.Options);

        cross.Compute(stored.X, stored.Y);

        Expect.Close(vector.Psd, cross.X, 1e-9, "spectrum of x");
        Expect.CloseToScale(vector.CrossReal, cross.Real, 1e-12, "real part");
        Expect.CloseToScale(vector.CrossImaginary, cross.Imaginary, 1e-12, "imaginary part");
    }

    [Fact]
    public void Coherence_StoredVector_EqualsScipy()
    {
        var stored = SpectrumVectors.Stored;
        var cross = new CrossSpectrum(stored.SampleRateHz, new WelchOptions { SegmentLength = 128 });
        var coherence = new double[cross.BinCount];

        cross.Compute(stored.X, stored.Y);
        cross.Coherence(coherence);

        Expect.Close(stored.Coherence, coherence, 1e-9, "coherence");
    }

    [Fact]
    public void Transfer_OutputIsScaledInput_IsTheScale()
    {
        var x = SpectrumVectors.Stored.X;
        double[] y = [.. x.Select(value => -2.5 * value)];
        var cross = new CrossSpectrum(50, new WelchOptions { SegmentLength = 100 });
        var amplitude = new double[cross.BinCount];

        cross.Compute(x, y);
        cross.Transfer(amplitude);

        Assert.All(amplitude, value => Expect.Close(2.5, value, 1e-9, "amplitude"));
    }

    [Fact]
    public void Compute_MissingSampleInOneChannel_LeavesTheSegmentOutOfBoth()
    {
        double[] x = [.. SpectrumVectors.Stored.X];
        double[] y = [.. SpectrumVectors.Stored.Y];
        var options = new WelchOptions { SegmentLength = 100, OverlapSamples = 0 };
        var expected = new CrossSpectrum(50, options);
        expected.Compute(x.AsSpan(0, 500), y.AsSpan(0, 500));
        x[599] = double.NaN;
        var cross = new CrossSpectrum(50, options);

        var segments = cross.Compute(x, y);

        Assert.Equal(5, segments);
        Expect.Close(expected.Y, cross.Y, 1e-12, "spectrum of y");
    }

    [Fact]
    public void Compute_InSteadyState_AllocatesNothing()
    {
        var stored = SpectrumVectors.Stored;
        foreach (var average in Enum.GetValues<SpectrumAverage>())
        {
            var cross = new CrossSpectrum(50, new WelchOptions { SegmentLength = 128, Average = average });
            Expect.AllocatesNothing(() => cross.Compute(stored.X, stored.Y));
        }
    }

    [Fact]
    public void Compute_ChannelsOfDifferentLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new CrossSpectrum(1, new WelchOptions()).Compute(new double[300], new double[301]));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 10)]
    [InlineData(10, -1)]
    public void Constructor_ImpossibleSegments_Throws(int length, int overlap) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossSpectrum(1, new WelchOptions { SegmentLength = length, OverlapSamples = overlap }));
}
