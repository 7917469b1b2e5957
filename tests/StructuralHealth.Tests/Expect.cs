namespace EdgeTwin.StructuralHealth.Tests;

/// <summary>Comparisons of numbers by relative difference.</summary>
internal static class Expect
{
    public static void Close(double expected, double actual, double relative, string what)
    {
        var difference = Math.Abs(expected - actual);
        Assert.True(
            difference <= relative * Math.Abs(expected),
            $"{what}: expected {expected:R}, got {actual:R}, relative difference {difference / Math.Abs(expected):E2}");
    }

    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var index = 0; index < expected.Length; index++)
            Close(expected[index], actual[index], relative, $"{what} [{index}]");
    }

    /// <summary>Compares signals, which pass through zero: differences relative to the largest value.</summary>
    public static void CloseToScale(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = 0.0;
        foreach (var value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (var index = 0; index < expected.Length; index++)
        {
            var difference = Math.Abs(expected[index] - actual[index]);
            Assert.True(difference <= relative * scale, $"{what} [{index}]: expected {expected[index]:R}, got {actual[index]:R}, of the largest value {difference / scale:E2}");
        }
    }

    /// <summary>
    /// Runs warm work several times and asks for a run that allocated nothing: a collection that another test brings about closes this thread's allocation
    /// buffer, which counts as allocated; what the work itself allocates shows in every run.
    /// </summary>
    public static void AllocatesNothing(Action work)
    {
        work();
        var least = long.MaxValue;
        for (var run = 0; run < 10; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
