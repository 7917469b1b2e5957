using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Butterflies of four over neighbouring values that share their twiddle factors, so that they fill SIMD registers.</summary>
internal sealed class Radix4Stage(int groups, int stride) : FftStage(4, groups, stride)
{
    public override void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        if (Stride < Vector<double>.Count)
        {
            ApplyScalar(real, imaginary, nextReal, nextImaginary);
            return;
        }

        for (var group = 0; group < Groups; group++)
        {
            var rest = Stride % Vector<double>.Count;
            Vectors(group, 0, Stride - rest, real, imaginary, nextReal, nextImaginary);

            // The last vector reaches back over values that are already done: the same again, and no scalar rest.
            if (rest > 0)
                Vectors(group, Stride - Vector<double>.Count, Stride, real, imaginary, nextReal, nextImaginary);
        }
    }

    private void Vectors(int group, int begin, int end, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var part = Groups * Stride;
        ref var re = ref Unsafe.Add(ref Start(real), group * Stride);
        ref var im = ref Unsafe.Add(ref Start(imaginary), group * Stride);
        ref var nextRe = ref Unsafe.Add(ref Start(nextReal), group * 4 * Stride);
        ref var nextIm = ref Unsafe.Add(ref Start(nextImaginary), group * 4 * Stride);
        var (w1, w2, w3) = (Twiddle(1, group), Twiddle(2, group), Twiddle(3, group));
        for (var q = begin; q < end; q += Vector<double>.Count)
        {
            var (ar, ai) = (Load(ref re, q), Load(ref im, q));
            var (br, bi) = (Load(ref re, q + part), Load(ref im, q + part));
            var (cr, ci) = (Load(ref re, q + (2 * part)), Load(ref im, q + (2 * part)));
            var (dr, di) = (Load(ref re, q + (3 * part)), Load(ref im, q + (3 * part)));
            var (acr, aci, amr, ami) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (bdr, bdi, bmr, bmi) = (br + dr, bi + di, br - dr, bi - di);
            Store(acr + bdr, ref nextRe, q);
            Store(aci + bdi, ref nextIm, q);
            w1.Store(amr + bmi, ami - bmr, ref nextRe, ref nextIm, q + Stride);
            w2.Store(acr - bdr, aci - bdi, ref nextRe, ref nextIm, q + (2 * Stride));
            w3.Store(amr - bmi, ami + bmr, ref nextRe, ref nextIm, q + (3 * Stride));
        }
    }

    private void ApplyScalar(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var part = Groups * Stride;
        for (var group = 0; group < Groups; group++)
        {
            for (var q = 0; q < Stride; q++)
            {
                var i = (group * Stride) + q;
                var to = (group * 4 * Stride) + q;
                var (acr, aci) = (real[i] + real[i + (2 * part)], imaginary[i] + imaginary[i + (2 * part)]);
                var (amr, ami) = (real[i] - real[i + (2 * part)], imaginary[i] - imaginary[i + (2 * part)]);
                var (bdr, bdi) = (real[i + part] + real[i + (3 * part)], imaginary[i + part] + imaginary[i + (3 * part)]);
                var (bmr, bmi) = (real[i + part] - real[i + (3 * part)], imaginary[i + part] - imaginary[i + (3 * part)]);
                (nextReal[to], nextImaginary[to]) = (acr + bdr, aci + bdi);
                (nextReal[to + Stride], nextImaginary[to + Stride]) = Turned(amr + bmi, ami - bmr, Groups + group);
                (nextReal[to + (2 * Stride)], nextImaginary[to + (2 * Stride)]) = Turned(acr - bdr, aci - bdi, (2 * Groups) + group);
                (nextReal[to + (3 * Stride)], nextImaginary[to + (3 * Stride)]) = Turned(amr - bmi, ami + bmr, (3 * Groups) + group);
            }
        }
    }

    private (double Real, double Imaginary) Turned(double real, double imaginary, int index) =>
        ((real * Cosines[index]) - (imaginary * Sines[index]), (real * Sines[index]) + (imaginary * Cosines[index]));
}
