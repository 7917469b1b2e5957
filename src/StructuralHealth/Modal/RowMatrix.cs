using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>A dense real matrix in row-major order, so that rows are spans that the vector kernels take.</summary>
internal sealed class RowMatrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Values { get; } = new double[rows * columns];

    public double this[int row, int column]
    {
        get => Values[(row * Columns) + column];
        set => Values[(row * Columns) + column] = value;
    }

    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    public RowMatrix Transposed()
    {
        var result = new RowMatrix(Columns, Rows);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                result.Values[(column * Rows) + row] = Values[(row * Columns) + column];
        }

        return result;
    }

    /// <summary>The first rows and columns.</summary>
    public RowMatrix Leading(int rows, int columns)
    {
        var result = new RowMatrix(rows, columns);
        for (var row = 0; row < rows; row++)
            Row(row)[..columns].CopyTo(result.Row(row));
        return result;
    }

    /// <summary>This matrix times its transpose, for few rows and many columns.</summary>
    public RowMatrix GramOfRows()
    {
        var result = new RowMatrix(Rows, Rows);
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j <= i; j++)
                result[i, j] = result[j, i] = TensorPrimitives.Dot(Row(i), Row(j));
        }

        return result;
    }

    /// <summary>This matrix times another.</summary>
    public RowMatrix Times(RowMatrix other)
    {
        var result = new RowMatrix(Rows, other.Columns);
        for (var row = 0; row < Rows; row++)
            other.TransposedTimes(Row(row), result.Row(row));
        return result;
    }

    /// <summary>The row vector <paramref name="weights"/> times this matrix, added to <paramref name="result"/>.</summary>
    public void TransposedTimes(ReadOnlySpan<double> weights, Span<double> result)
    {
        for (var row = 0; row < Rows; row++)
        {
            if (weights[row] != 0)
                AddScaled(Row(row), weights[row], result);
        }
    }

    /// <summary>Adds <paramref name="factor"/> times <paramref name="values"/> to <paramref name="sums"/>.</summary>
    public static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> sums) =>
        TensorPrimitives.MultiplyAdd(values, factor, sums, sums);
}
