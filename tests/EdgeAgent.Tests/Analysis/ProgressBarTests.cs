using EdgeTwin.EdgeAgent.Analysis.Output;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class ProgressBarTests
{
    [Fact]
    public void Show_LongWorkWatched_WritesTheShareAndClearTakesItAway()
    {
        var time = new ManualTimeProvider();
        using var output = new StringWriter();
        using var bar = new ProgressBar(output, time, isWatched: true);

        bar.Show("reading", 0.1);
        Assert.Empty(output.ToString());
        time.Advance(TimeSpan.FromSeconds(1));
        bar.Show("reading", 0.5);
        bar.Clear();

        Assert.Equal("\r\u001b[K[############............]  50 % reading\r\u001b[K", output.ToString());
    }

    [Fact]
    public void Show_NobodyWatches_WritesNothing()
    {
        var time = new ManualTimeProvider();
        using var output = new StringWriter();
        using var bar = new ProgressBar(output, time, isWatched: false);

        time.Advance(TimeSpan.FromSeconds(1));
        bar.Show("reading", 0.5);

        Assert.Empty(output.ToString());
    }
}
