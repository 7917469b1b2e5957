using System.Numerics;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class HessenbergEigenTests
{
    [Fact]
    public void Values_StoredMatrices_EqualNumPy()
    {
        foreach (var vector in ModalVectors.Stored.General)
        {
            var eigen = new HessenbergEigen(Matrices.From(vector.Rows));
            var expected = vector.Real.Zip(vector.Imaginary, (real, imaginary) => new Complex(real, imaginary)).ToList();
            foreach (var value in eigen.Values)
            {
                var nearest = expected.MinBy(candidate => Complex.Abs(candidate - value));
                Assert.True(Complex.Abs(nearest - value) < 1e-10, $"{value} is no eigenvalue by NumPy, which has {nearest}.");
                expected.Remove(nearest);
            }

            Assert.Empty(expected);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(60)]
    public void Vectors_RandomMatrix_SatisfyTheirEquation(int size)
    {
        var matrix = Matrices.Random(size, size, seed: size);
        var eigen = new HessenbergEigen(matrix.Leading(size, size));
        foreach (var value in eigen.Values)
        {
            AssertEigenvector(matrix, value, eigen.RightVector(value));
            AssertEigenvector(matrix.Transposed(), value, eigen.LeftVector(value));
        }
    }

    private static void AssertEigenvector(RowMatrix matrix, Complex value, Complex[] vector)
    {
        Assert.Equal(1, vector.Sum(component => component.Magnitude * component.Magnitude), 1e-12);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var sum = Complex.Zero;
            for (var column = 0; column < matrix.Columns; column++)
                sum += matrix[row, column] * vector[column];
            Assert.True(Complex.Abs(sum - (value * vector[row])) < 1e-10, $"Row {row} leaves {Complex.Abs(sum - (value * vector[row])):G3}.");
        }
    }
}
