using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(151)]
    public void Decompose_RandomSymmetricMatrix_GivesOrthonormalVectorsThatRebuildIt(int size)
    {
        var matrix = Matrices.Symmetric(size, seed: 3);
        var (values, vectors) = SymmetricEigen.Decompose(matrix.Leading(size, size));
        Matrices.AssertNear(Matrices.Identity(size), vectors.GramOfRows(), 1e-12);
        Matrices.AssertNear(matrix, Matrices.Rebuilt(values, vectors), 1e-11);
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void Decompose_GradedMatrixOfLowRank_Converges()
    {
        var factor = Matrices.Random(60, 40, seed: 5);
        for (var row = 0; row < 60; row++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(factor.Row(row), Math.Pow(10, -row / 4.0), factor.Row(row));
        var gram = factor.GramOfRows();
        var (values, vectors) = SymmetricEigen.Decompose(gram.Leading(60, 60));
        Matrices.AssertNear(gram, Matrices.Rebuilt(values, vectors), 1e-13 * values[0]);
    }
}
