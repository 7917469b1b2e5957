using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class ThinSvdTests
{
    [Fact]
    public void Of_MatrixWithKnownSingularValuesOverTenDecades_FindsEachOfThemToNineDigits()
    {
        const int count = 24;
        var (_, right) = SymmetricEigen.Decompose(Matrices.Symmetric(count, seed: 1));
        var (_, left) = SymmetricEigen.Decompose(Matrices.Symmetric(60, seed: 2));
        double[] expected = [.. Enumerable.Range(0, count).Select(index => 3 * Math.Pow(10, -index * 10.0 / (count - 1)))];
        var scaled = left.Leading(count, 60);
        for (var row = 0; row < count; row++)
            TensorPrimitives.Multiply(scaled.Row(row), expected[row], scaled.Row(row));
        var svd = ThinSvd.Of(right.Transposed().Times(scaled));
        Expect.Close(expected.AsSpan(0, 15), svd.Values.AsSpan(0, 15), 1e-9, "singular value");
        Expect.Close(expected, svd.Values, 1e-5, "small singular value");
        Matrices.AssertNear(Matrices.Identity(count), svd.Left.GramOfRows(), 1e-12);
        Matrices.AssertNear(Matrices.Identity(count), svd.Right.GramOfRows(), 1e-12);
    }

    [Fact]
    public void Of_MatrixOfRankThree_HasThreeSingularValues()
    {
        var svd = ThinSvd.Of(Matrices.Random(10, 3, seed: 4).Times(Matrices.Random(3, 30, seed: 5)));
        Assert.All(svd.Values[..3], value => Assert.True(value > 0.1));
        Assert.All(svd.Values[3..], value => Assert.True(value < 1e-12 * svd.Values[0]));
    }
}
