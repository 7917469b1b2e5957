using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>LU factors, with row exchanges, of an upper Hessenberg matrix less a complex shift; solves with it and with its transpose in n squared operations.</summary>
internal sealed class ShiftedHessenberg
{
    private readonly Complex[][] _upper;
    private readonly Complex[] _multipliers;
    private readonly bool[] _exchanged;

    public ShiftedHessenberg(RowMatrix hessenberg, Complex shift, double norm)
    {
        var size = hessenberg.Rows;
        var smallest = 2.2e-16 * norm;
        _upper = new Complex[size][];
        _multipliers = new Complex[size];
        _exchanged = new bool[size];
        var current = ShiftedRow(hessenberg, 0, shift);
        for (var k = 0; k < size - 1; k++)
        {
            var next = ShiftedRow(hessenberg, k + 1, shift);
            _exchanged[k] = Complex.Abs(next[k]) > Complex.Abs(current[k]);
            if (_exchanged[k])
                (current, next) = (next, current);
            if (Complex.Abs(current[k]) < smallest)
                current[k] = smallest;
            var multiplier = next[k] / current[k];
            _multipliers[k] = multiplier;
            for (var column = k; column < size; column++)
                next[column] -= multiplier * current[column];
            _upper[k] = current;
            current = next;
        }

        if (Complex.Abs(current[size - 1]) < smallest)
            current[size - 1] = smallest;
        _upper[size - 1] = current;
    }

    public void Solve(Complex[] vector)
    {
        var size = vector.Length;
        for (var k = 0; k < size - 1; k++)
        {
            if (_exchanged[k])
                (vector[k], vector[k + 1]) = (vector[k + 1], vector[k]);
            vector[k + 1] -= _multipliers[k] * vector[k];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            var sum = vector[row];
            var upper = _upper[row];
            for (var column = row + 1; column < size; column++)
                sum -= upper[column] * vector[column];
            vector[row] = sum / upper[row];
        }
    }

    public void SolveTransposed(Complex[] vector)
    {
        var size = vector.Length;
        for (var row = 0; row < size; row++)
        {
            var upper = _upper[row];
            var value = vector[row] / upper[row];
            vector[row] = value;
            for (var column = row + 1; column < size; column++)
                vector[column] -= upper[column] * value;
        }

        for (var k = size - 2; k >= 0; k--)
        {
            vector[k] -= _multipliers[k] * vector[k + 1];
            if (_exchanged[k])
                (vector[k], vector[k + 1]) = (vector[k + 1], vector[k]);
        }
    }

    private static Complex[] ShiftedRow(RowMatrix hessenberg, int row, Complex shift)
    {
        var values = hessenberg.Row(row);
        var result = new Complex[values.Length];
        for (var column = Math.Max(0, row - 1); column < values.Length; column++)
            result[column] = values[column];
        result[row] -= shift;
        return result;
    }
}
