using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class WindowFunctionTests
{
    [Fact]
    public void PeriodicAndSymmetric_EveryShape_EqualScipy()
    {
        foreach (var vector in SpectrumVectors.Stored.Windows)
        {
            var window = SpectrumVectors.WindowOf(vector.Window, vector.Parameter);
            Expect.CloseToScale(vector.Periodic, window.Periodic(vector.Length), 1e-14, $"{vector.Window} {vector.Length} periodic");
            Expect.CloseToScale(vector.Symmetric, window.Symmetric(vector.Length), 1e-14, $"{vector.Window} {vector.Length} symmetric");
        }
    }

    [Theory]
    [InlineData(WindowKind.Tukey, -0.1)]
    [InlineData(WindowKind.Tukey, 1.1)]
    [InlineData(WindowKind.Kaiser, -1)]
    [InlineData(WindowKind.Kaiser, double.NaN)]
    [InlineData((WindowKind)99, 0)]
    public void Symmetric_ImpossibleParameter_Throws(WindowKind kind, double parameter) =>
        Assert.Throws<ArgumentException>(() => new WindowFunction(kind, parameter).Symmetric(8));
}
