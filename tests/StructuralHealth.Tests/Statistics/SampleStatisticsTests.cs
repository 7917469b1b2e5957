using EdgeTwin.StructuralHealth.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Statistics;

public sealed class SampleStatisticsTests
{
    public static TheoryData<string> Vectors => [.. ScipyVectors.Stored.Statistics.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Compute_StoredVector_EqualsScipy(string name)
    {
        var vector = ScipyVectors.Stored.Statistics.Single(candidate => candidate.Name == name);
        float[] samples = [.. vector.Samples.Select(sample => sample ?? float.NaN)];

        var statistics = SampleStatistics.Compute(samples);

        Assert.Equal(vector.Count, statistics.Count);
        Assert.Equal(samples.Length - vector.Count, statistics.Missing);
        Expect.Close(vector.Mean, statistics.Mean, 1e-12, "mean");
        Expect.Close(vector.StandardDeviation, statistics.StandardDeviation, 1e-12, "standard deviation");
        Expect.Close(vector.Rms, statistics.Rms, 1e-12, "rms");
        Expect.Close(vector.Peak, statistics.Peak, 1e-10, "peak");
        Expect.Close(vector.CrestFactor, statistics.CrestFactor, 1e-10, "crest factor");
        Expect.Close(vector.Kurtosis, statistics.Kurtosis, 1e-10, "kurtosis");
        Assert.Equal(vector.Minimum, statistics.Minimum);
        Assert.Equal(vector.Maximum, statistics.Maximum);
        Assert.Equal(vector.Maximum - vector.Minimum, statistics.Range);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void Compute_NothingValid_IsNaNNotZero(int missing)
    {
        var samples = new float[missing];
        samples.AsSpan().Fill(float.NaN);

        var statistics = SampleStatistics.Compute(samples);

        Assert.Equal(0, statistics.Count);
        Assert.Equal(missing, statistics.Missing);
        Assert.True(double.IsNaN(statistics.Mean) && double.IsNaN(statistics.Rms) && double.IsNaN(statistics.Range) && double.IsNaN(statistics.Kurtosis));
    }

    [Fact]
    public void Compute_ConstantSignal_HasNoShape()
    {
        var samples = new float[1001];
        samples.AsSpan().Fill(0.1f);

        var statistics = SampleStatistics.Compute(samples);

        Assert.Equal(0.1f, statistics.Mean);
        Assert.Equal(0, statistics.StandardDeviation);
        Assert.Equal(0, statistics.Peak);
        Assert.True(double.IsNaN(statistics.Kurtosis));
        Assert.True(double.IsNaN(statistics.CrestFactor));
    }

    [Fact]
    public void Compute_InfiniteSample_IsMissing()
    {
        float[] samples = [1, float.PositiveInfinity, 3, float.NegativeInfinity, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3];

        var statistics = SampleStatistics.Compute(samples);

        Assert.Equal(2, statistics.Missing);
        Assert.Equal(2, statistics.Mean);
        Assert.Equal(1, statistics.StandardDeviation, 12);
    }

    [Fact]
    public void Compute_MissingSamplesInserted_ChangeNothing()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte>((seed, gaps) =>
        {
            var samples = Signals.Noise(200, 1, seed);
            var random = new Random(seed);
            var withGaps = samples.ToList();
            for (var gap = 0; gap < gaps; gap++)
                withGaps.Insert(random.Next(withGaps.Count + 1), float.NaN);

            var expected = SampleStatistics.Compute(samples);
            var actual = SampleStatistics.Compute(withGaps.ToArray());

            Assert.Equal(gaps, actual.Missing);
            Expect.Close(expected.StandardDeviation, actual.StandardDeviation, 1e-12, "standard deviation");
            Expect.Close(expected.Kurtosis, actual.Kurtosis, 1e-12, "kurtosis");
        }));
    }

    [Fact]
    public void Compute_ShiftedAndScaled_ShapeStays()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            // Powers of two: scaling and shifting are exact in single precision.
            var samples = Array.ConvertAll(Signals.Noise(300, 1, seed), value => MathF.Round(value * 1024) / 1024);
            var moved = Array.ConvertAll(samples, value => (value * 4) + 2048);

            var before = SampleStatistics.Compute(samples);
            var after = SampleStatistics.Compute(moved);

            Expect.Close(before.Kurtosis, after.Kurtosis, 1e-11, "kurtosis");
            Expect.Close(before.CrestFactor, after.CrestFactor, 1e-11, "crest factor");
            Expect.Close(4 * before.StandardDeviation, after.StandardDeviation, 1e-12, "standard deviation");
        }));
    }
}
