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
}
