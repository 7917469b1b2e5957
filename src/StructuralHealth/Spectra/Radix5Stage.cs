using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Butterflies of five, the factor of usual sample rates, over at least as many neighbours as a SIMD register holds.</summary>
internal sealed class Radix5Stage(int groups, int stride) : FftStage(5, groups, stride)
{
    private static readonly double s_cosine1 = Math.Cos(2 * Math.PI / 5);
    private static readonly double s_cosine2 = Math.Cos(4 * Math.PI / 5);
    private static readonly double s_sine1 = Math.Sin(2 * Math.PI / 5);
    private static readonly double s_sine2 = Math.Sin(4 * Math.PI / 5);

    public static bool Suits(int stride) => stride >= Vector<double>.Count;

    public override void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var width = Vector<double>.Count;
        for (var group = 0; group < Groups; group++)
        {
            var rest = Stride % width;
            Vectors(group, 0, Stride - rest, real, imaginary, nextReal, nextImaginary);
            if (rest > 0)
                Vectors(group, Stride - width, Stride, real, imaginary, nextReal, nextImaginary);
        }
    }

    private void Vectors(int group, int begin, int end, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var part = Groups * Stride;
        ref var re = ref Unsafe.Add(ref Start(real), group * Stride);
        ref var im = ref Unsafe.Add(ref Start(imaginary), group * Stride);
        ref var nextRe = ref Unsafe.Add(ref Start(nextReal), group * 5 * Stride);
        ref var nextIm = ref Unsafe.Add(ref Start(nextImaginary), group * 5 * Stride);
        var (w1, w2, w3, w4) = (Twiddle(1, group), Twiddle(2, group), Twiddle(3, group), Twiddle(4, group));
        var (c1, c2, s1, s2) = (s_cosine1, s_cosine2, s_sine1, s_sine2);
        for (var q = begin; q < end; q += Vector<double>.Count)
        {
            var (x0, y0) = (Load(ref re, q), Load(ref im, q));
            var (x1, y1, x4, y4) = (Load(ref re, q + part), Load(ref im, q + part), Load(ref re, q + (4 * part)), Load(ref im, q + (4 * part)));
            var (x2, y2, x3, y3) = (Load(ref re, q + (2 * part)), Load(ref im, q + (2 * part)), Load(ref re, q + (3 * part)), Load(ref im, q + (3 * part)));
            var (ax, ay, bx, by) = (x1 + x4, y1 + y4, x1 - x4, y1 - y4);
            var (cx, cy, dx, dy) = (x2 + x3, y2 + y3, x2 - x3, y2 - y3);
            Store(x0 + ax + cx, ref nextRe, q);
            Store(y0 + ay + cy, ref nextIm, q);
            var (e1x, e1y) = (x0 + (ax * c1) + (cx * c2), y0 + (ay * c1) + (cy * c2));
            var (o1x, o1y) = ((bx * s1) + (dx * s2), (by * s1) + (dy * s2));
            var (e2x, e2y) = (x0 + (ax * c2) + (cx * c1), y0 + (ay * c2) + (cy * c1));
            var (o2x, o2y) = ((bx * s2) - (dx * s1), (by * s2) - (dy * s1));
            w1.Store(e1x + o1y, e1y - o1x, ref nextRe, ref nextIm, q + Stride);
            w2.Store(e2x + o2y, e2y - o2x, ref nextRe, ref nextIm, q + (2 * Stride));
            w3.Store(e2x - o2y, e2y + o2x, ref nextRe, ref nextIm, q + (3 * Stride));
            w4.Store(e1x - o1y, e1y + o1x, ref nextRe, ref nextIm, q + (4 * Stride));
        }
    }
}
