using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

internal static class Matrices
{
    public static RowMatrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var result = new RowMatrix(rows, columns);
        for (var index = 0; index < result.Values.Length; index++)
            result.Values[index] = Signals.Gaussian(random);
        return result;
    }

    public static RowMatrix Symmetric(int size, int seed)
    {
        var matrix = Random(size, size, seed);
        var result = new RowMatrix(size, size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                result[row, column] = matrix[row, column] + matrix[column, row];
        }

        return result;
    }

    public static RowMatrix Identity(int size)
    {
        var result = new RowMatrix(size, size);
        for (var row = 0; row < size; row++)
            result[row, row] = 1;
        return result;
    }

    public static RowMatrix From(double[][] rows)
    {
        var result = new RowMatrix(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
            rows[row].CopyTo(result.Row(row));
        return result;
    }

    /// <summary>The sum of values times outer products of vector rows.</summary>
    public static RowMatrix Rebuilt(double[] values, RowMatrix vectors)
    {
        var scaled = vectors.Leading(vectors.Rows, vectors.Columns);
        for (var row = 0; row < values.Length; row++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(scaled.Row(row), values[row], scaled.Row(row));
        return vectors.Transposed().Times(scaled);
    }

    public static void AssertNear(RowMatrix expected, RowMatrix actual, double tolerance)
    {
        var difference = expected.Values.Zip(actual.Values, (first, second) => Math.Abs(first - second)).Max();
        Assert.True(difference <= tolerance, $"The matrices differ by {difference:G3}; permitted is {tolerance:G3}.");
    }
}
