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
}
