using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Eigenvalues of a real upper Hessenberg matrix by Francis' implicit double-shift QR with deflation. Source: Golub, Van Loan, Matrix Computations, section 7.5.</summary>
internal static class FrancisQr
{
    private const double Epsilon = 2.2e-16;
    private const int SweepsMaximum = 60;

    /// <summary>Eigenvalues of <paramref name="h"/>, which is overwritten.</summary>
    public static Complex[] Eigenvalues(RowMatrix h)
    {
        var values = new Complex[h.Rows];
        var last = h.Rows - 1;
        var sweeps = 0;
        while (last >= 0)
        {
            var first = ActiveBlock(h, last);
            if (first == last)
            {
                values[last] = h[last, last];
                last--;
                sweeps = 0;
            }
            else if (first == last - 1)
            {
                (values[first], values[last]) = Pair(h[first, first], h[first, last], h[last, first], h[last, last]);
                last -= 2;
                sweeps = 0;
            }
            else
            {
                if (++sweeps > SweepsMaximum)
                    throw new ArithmeticException("The eigenvalues of a state matrix did not converge; it holds values that are not finite.");
                Sweep(h, first, last, exceptional: sweeps % 10 == 0);
            }
        }

        return values;
    }

    private static int ActiveBlock(RowMatrix h, int last)
    {
        var first = last;
        for (; first > 0; first--)
        {
            var scale = Math.Abs(h[first - 1, first - 1]) + Math.Abs(h[first, first]);
            if (Math.Abs(h[first, first - 1]) <= Epsilon * (scale == 0 ? 1 : scale))
            {
                h[first, first - 1] = 0;
                break;
            }
        }

        return first;
    }

    private static (Complex, Complex) Pair(double a, double b, double c, double d)
    {
        var half = 0.5 * (a - d);
        var discriminant = (half * half) + (b * c);
        var middle = 0.5 * (a + d);
        if (discriminant < 0)
        {
            var imaginary = Math.Sqrt(-discriminant);
            return (new Complex(middle, imaginary), new Complex(middle, -imaginary));
        }

        var root = Math.Sqrt(discriminant);
        var larger = half >= 0 ? half + root : half - root;
        return larger == 0 ? (middle, middle) : (d + larger, d - (b * c / larger));
    }

    private static void Sweep(RowMatrix h, int first, int last, bool exceptional)
    {
        var trace = h[last - 1, last - 1] + h[last, last];
        var determinant = (h[last - 1, last - 1] * h[last, last]) - (h[last - 1, last] * h[last, last - 1]);
        if (exceptional)
        {
            var size = Math.Abs(h[last, last - 1]) + Math.Abs(h[last - 1, last - 2]);
            trace = 1.5 * size;
            determinant = size * size;
        }

        var x = (h[first, first] * h[first, first]) + (h[first, first + 1] * h[first + 1, first]) - (trace * h[first, first]) + determinant;
        var y = h[first + 1, first] * (h[first, first] + h[first + 1, first + 1] - trace);
        var z = h[first + 1, first] * h[first + 2, first + 1];
        Span<double> v = stackalloc double[3];
        for (var k = first; k <= last - 1; k++)
        {
            var count = k < last - 1 ? 3 : 2;
            v[0] = x;
            v[1] = y;
            v[2] = count == 3 ? z : 0;
            var (value, factor) = SymmetricEigen.Reflector(v[..count]);
            if (k > first)
            {
                h[k, k - 1] = value;
                h[k + 1, k - 1] = 0;
                if (count == 3)
                    h[k + 2, k - 1] = 0;
            }

            if (factor != 0)
                Apply(h, v, factor, k, count, first, last);
            x = h[k + 1, k];
            y = k + 2 <= last ? h[k + 2, k] : 0;
            z = k + 3 <= last ? h[k + 3, k] : 0;
        }
    }

    /// <summary>Applies a reflector from both sides within the active block; the rest of the matrix does not influence the eigenvalues.</summary>
    private static void Apply(RowMatrix h, ReadOnlySpan<double> v, double factor, int k, int count, int first, int last)
    {
        var (v0, v1, v2) = (v[0], v[1], count == 3 ? v[2] : 0);
        var row0 = h.Row(k);
        var row1 = h.Row(k + 1);
        var row2 = count == 3 ? h.Row(k + 2) : [];
        for (var column = k; column <= last; column++)
        {
            var sum = factor * ((v0 * row0[column]) + (v1 * row1[column]) + (count == 3 ? v2 * row2[column] : 0));
            row0[column] -= sum * v0;
            row1[column] -= sum * v1;
            if (count == 3)
                row2[column] -= sum * v2;
        }

        var bottom = Math.Min(last, k + 3);
        for (var row = first; row <= bottom; row++)
        {
            var values = h.Row(row).Slice(k, count);
            var sum = factor * ((v0 * values[0]) + (v1 * values[1]) + (count == 3 ? v2 * values[2] : 0));
            values[0] -= sum * v0;
            values[1] -= sum * v1;
            if (count == 3)
                values[2] -= sum * v2;
        }
    }
}
