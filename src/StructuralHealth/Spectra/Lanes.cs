using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Rearrangements of doubles between registers of four.</summary>
internal static class Lanes
{
    private static Vector256<double> Odd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0L, -1, 0, -1).AsDouble();
    }

    /// <summary>Turns four rows into four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
    {
        var ab0 = Vector256.ConditionalSelect(Odd, Vector256.Shuffle(b, Vector256.Create(0L, 0, 2, 2)), a);
        var ab1 = Vector256.ConditionalSelect(Odd, b, Vector256.Shuffle(a, Vector256.Create(1L, 1, 3, 3)));
        var cd0 = Vector256.ConditionalSelect(Odd, Vector256.Shuffle(d, Vector256.Create(0L, 0, 2, 2)), c);
        var cd1 = Vector256.ConditionalSelect(Odd, d, Vector256.Shuffle(c, Vector256.Create(1L, 1, 3, 3)));
        a = Vector256.Create(ab0.GetLower(), cd0.GetLower());
        b = Vector256.Create(ab1.GetLower(), cd1.GetLower());
        c = Vector256.Create(ab0.GetUpper(), cd0.GetUpper());
        d = Vector256.Create(ab1.GetUpper(), cd1.GetUpper());
    }

    /// <summary>Parts eight neighbours into those at even and those at odd places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Even, Vector256<double> Odd) Part(Vector256<double> first, Vector256<double> second)
    {
        var low = Vector256.Shuffle(first, Vector256.Create(0L, 2, 1, 3));
        var high = Vector256.Shuffle(second, Vector256.Create(0L, 2, 1, 3));
        return (Vector256.Create(low.GetLower(), high.GetLower()), Vector256.Create(low.GetUpper(), high.GetUpper()));
    }

    /// <summary>Puts four neighbours into the opposite order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Reverse(Vector256<double> values) => Vector256.Shuffle(values, Vector256.Create(3L, 2, 1, 0));
}
