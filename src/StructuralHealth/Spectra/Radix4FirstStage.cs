using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// The first pass, whose neighbours have different twiddle factors: four groups at a time, and a 4 x 4 transposition on the way out.
/// Only where the processor has registers of four doubles and the number of groups is a multiple of four.
/// </summary>
internal sealed class Radix4FirstStage(int groups) : FftStage(4, groups, 1)
{
    public static bool Suits(int groups) => Vector256.IsHardwareAccelerated && groups % 4 == 0;

    public override void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        ref var re = ref Start(real);
        ref var im = ref Start(imaginary);
        ref var nextRe = ref Start(nextReal);
        ref var nextIm = ref Start(nextImaginary);
        for (var g = 0; g < Groups; g += 4)
        {
            var (ar, ai) = (Load4(ref re, g), Load4(ref im, g));
            var (br, bi) = (Load4(ref re, g + Groups), Load4(ref im, g + Groups));
            var (cr, ci) = (Load4(ref re, g + (2 * Groups)), Load4(ref im, g + (2 * Groups)));
            var (dr, di) = (Load4(ref re, g + (3 * Groups)), Load4(ref im, g + (3 * Groups)));
            var (acr, aci, amr, ami) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (bdr, bdi, bmr, bmi) = (br + dr, bi + di, br - dr, bi - di);
            var (y1r, y1i) = Turned(amr + bmi, ami - bmr, g + Groups);
            var (y2r, y2i) = Turned(acr - bdr, aci - bdi, g + (2 * Groups));
            var (y3r, y3i) = Turned(amr - bmi, ami + bmr, g + (3 * Groups));
            StoreTransposed(acr + bdr, y1r, y2r, y3r, ref nextRe, 4 * g);
            StoreTransposed(aci + bdi, y1i, y2i, y3i, ref nextIm, 4 * g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Real, Vector256<double> Imaginary) Turned(Vector256<double> real, Vector256<double> imaginary, int index)
    {
        var (cosine, sine) = (Load4(ref Start(Cosines), index), Load4(ref Start(Sines), index));
        return ((real * cosine) - (imaginary * sine), (real * sine) + (imaginary * cosine));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load4(ref double start, int index) => Vector256.LoadUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double to, int index)
    {
        Lanes.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref to, (nuint)index);
        b.StoreUnsafe(ref to, (nuint)index + 4);
        c.StoreUnsafe(ref to, (nuint)index + 8);
        d.StoreUnsafe(ref to, (nuint)index + 12);
    }
}
