namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Values measured on a regular grid, row after row. NaN is a point that was not measured. The array belongs to the caller and is not changed.</summary>
/// <param name="Rows">Rows, at least 1.</param>
/// <param name="Columns">Columns, at least 1.</param>
/// <param name="Values">Values, <c>[row * Columns + column]</c>.</param>
public sealed record GridMap(int Rows, int Columns, ReadOnlyMemory<double> Values)
{
    /// <summary>The value at a point.</summary>
    /// <param name="row">Row from 0.</param>
    /// <param name="column">Column from 0.</param>
    public double this[int row, int column] => Values.Span[(row * Columns) + column];

    /// <summary>Throws when shape and values do not agree or nothing was measured.</summary>
    /// <exception cref="ArgumentException">Names what is wrong.</exception>
    public void Validate()
    {
        if (Rows < 1 || Columns < 1)
            throw new ArgumentException($"A map has at least 1 row and 1 column; this one has {Rows} and {Columns}.");
        if (Values.Length != Rows * Columns)
            throw new ArgumentException($"A map of {Rows} rows and {Columns} columns has {Rows * Columns} values; {Values.Length} were given.");
        foreach (var value in Values.Span)
        {
            if (double.IsFinite(value))
                return;
        }

        throw new ArgumentException("The map holds no measured value.");
    }
}
