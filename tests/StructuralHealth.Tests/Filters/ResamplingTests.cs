using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

public sealed class ResamplingTests
{
    [Fact]
    public void Decimate_EveryStoredFactor_EqualsScipy()
    {
        foreach (var vector in FilterVectors.Stored.Decimated)
            Expect.CloseToScale(vector.Values, Resampling.Decimate(FilterVectors.Stored.Samples, vector.Factor), 1e-9, $"by {vector.Factor}");
    }

    [Fact]
    public void Polyphase_EveryStoredRatio_EqualsScipy()
    {
        foreach (var vector in FilterVectors.Stored.Resampled)
            Expect.CloseToScale(vector.Values, Resampling.Polyphase(FilterVectors.Stored.Samples, vector.Up, vector.Down), 1e-9, $"{vector.Up}/{vector.Down}");
    }

    [Fact]
    public void Polyphase_SameRate_IsTheRecord() =>
        Assert.Equal(FilterVectors.Stored.Samples, Resampling.Polyphase(FilterVectors.Stored.Samples, 5, 5));

    [Fact]
    public void Envelope_EveryStoredLength_EqualsScipy()
    {
        foreach (var vector in FilterVectors.Stored.Envelopes)
        {
            var envelope = new double[vector.Count];
            new AnalyticSignal(vector.Count).Envelope(FilterVectors.Stored.Samples.AsSpan(0, vector.Count), envelope);
            Expect.Close(vector.Values, envelope, 1e-9, $"envelope of {vector.Count}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 10_001)]
    public void Polyphase_ImpossibleFactor_Throws(int up, int down) =>
        Assert.Throws<ArgumentException>(() => Resampling.Polyphase(new double[10], up, down));
}
