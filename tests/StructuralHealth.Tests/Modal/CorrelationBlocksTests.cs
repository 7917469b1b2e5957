using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class CorrelationBlocksTests
{
    [Theory]
    [InlineData(3, 7, 10)]
    [InlineData(2, 24, 13)]
    [InlineData(1, 5, 10)]
    public void From_SmallRecord_EqualsTheSumsOfProducts(int channels, int lags, int blocksWanted)
    {
        var random = new Random(7);
        double[][] stretch = [.. Enumerable.Range(0, channels).Select(_ => Enumerable.Range(0, 400).Select(_ => Signals.Gaussian(random)).ToArray())];
        var record = new PreparedRecord([stretch], 100, 1, new BandOfInterest(1, 40), new double[channels]);
        int[] references = [0, channels - 1];
        var correlations = CorrelationBlocks.From(record, references, lags, blocksWanted);
        var length = correlations.BlockLength;
        for (var block = 0; block < correlations.Blocks.Count; block++)
        {
            for (var lag = 0; lag <= lags; lag++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    for (var reference = 0; reference < 2; reference++)
                    {
                        var expected = Enumerable.Range(block * length, length).Sum(at => stretch[channel][at + lag] * stretch[references[reference]][at]) / length;
                        Assert.Equal(expected, correlations.Blocks[block][(((lag * channels) + channel) * 2) + reference], 1e-12);
                    }
                }
            }
        }

        Assert.Equal(correlations.Blocks.Average(values => values[^1]), correlations.Mean[^1], 1e-12);
    }
}
