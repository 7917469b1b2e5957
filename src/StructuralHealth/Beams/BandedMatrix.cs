namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// Symmetric matrix with three diagonals beside the main one, as beam elements in a row give it. A factor costs as many operations as it
/// has rows, where a dense one costs their cube: updating a model solves it hundreds of times.
/// </summary>
internal sealed class BandedMatrix(int size)
{
    private const int Width = 4;

    /// <summary>A[i, i - d] at 4 i + d.</summary>
    private readonly double[] _band = new double[Width * size];

    public int Size => size;

    /// <summary>Element of the lower triangle or its mirror image; 0 outside the band.</summary>
    public double this[int row, int column]
    {
        get
        {
            var (low, distance) = (Math.Max(row, column), Math.Abs(row - column));
            return distance < Width ? _band[(Width * low) + distance] : 0;
        }
        set => _band[(Width * Math.Max(row, column)) + Math.Abs(row - column)] = value;
    }

    public BandedMatrix Copy()
    {
        var copy = new BandedMatrix(size);
        _band.CopyTo(copy._band, 0);
        return copy;
    }

    /// <summary>Takes a degree out of the equations: its row and column become 0 and its diagonal <paramref name="diagonal"/>.</summary>
    public void Isolate(int degree, double diagonal)
    {
        for (var other = Math.Max(0, degree - Width + 1); other < Math.Min(size, degree + Width); other++)
            this[degree, other] = 0;
        this[degree, degree] = diagonal;
    }

    public void Multiply(ReadOnlySpan<double> vector, Span<double> product)
    {
        product.Clear();
        for (var row = 0; row < size; row++)
        {
            product[row] += _band[Width * row] * vector[row];
            for (var distance = 1; distance < Width && distance <= row; distance++)
            {
                var value = _band[(Width * row) + distance];
                product[row] += value * vector[row - distance];
                product[row - distance] += value * vector[row];
            }
        }
    }

    /// <summary>Turns the matrix into its Cholesky factor; <see langword="false"/> where it is not positive definite.</summary>
    public bool TryFactor()
    {
        for (var row = 0; row < size; row++)
        {
            for (var distance = Math.Min(Width - 1, row); distance >= 0; distance--)
            {
                var column = row - distance;
                var sum = _band[(Width * row) + distance];
                for (var k = Math.Max(0, row - Width + 1); k < column; k++)
                    sum -= this[row, k] * this[column, k];
                if (distance > 0)
                    _band[(Width * row) + distance] = sum / _band[Width * column];
                else if (!(sum > 1e-12 * _band[Width * row]))
                    return false;
                else
                    _band[Width * row] = Math.Sqrt(sum);
            }
        }

        return true;
    }

    /// <summary>Solves in place; only after <see cref="TryFactor"/>.</summary>
    public void Solve(Span<double> right)
    {
        for (var row = 0; row < size; row++)
        {
            for (var distance = Math.Min(Width - 1, row); distance > 0; distance--)
                right[row] -= _band[(Width * row) + distance] * right[row - distance];
            right[row] /= _band[Width * row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            right[row] /= _band[Width * row];
            for (var distance = Math.Min(Width - 1, row); distance > 0; distance--)
                right[row - distance] -= _band[(Width * row) + distance] * right[row];
        }
    }
}
