using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// One pass of Stockham's transform: <see cref="Radix"/> parts of <see cref="Groups"/> * <see cref="Stride"/> values each are combined.
/// Twiddle factors lie as [output][group].
/// </summary>
internal abstract class FftStage(int radix, int groups, int stride)
{
    public int Radix { get; } = radix;

    public int Groups { get; } = groups;

    public int Stride { get; } = stride;

    protected double[] Cosines { get; } = Table(radix, groups, Math.Cos);

    protected double[] Sines { get; } = Table(radix, groups, Math.Sin);

    public abstract void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector<double> Load(ref double start, int index) => Vector.LoadUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Store(Vector<double> value, ref double start, int index) => value.StoreUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ref double Start(Span<double> values) => ref MemoryMarshal.GetReference(values);

    protected TwiddleFactor Twiddle(int output, int group) => new(Cosines[(output * Groups) + group], Sines[(output * Groups) + group]);

    private static double[] Table(int radix, int groups, Func<double, double> function)
    {
        var table = new double[radix * groups];
        for (var output = 0; output < radix; output++)
        {
            for (var group = 0; group < groups; group++)
                table[(output * groups) + group] = function(-2 * Math.PI * ((long)output * group) / ((long)radix * groups));
        }

        return table;
    }

    /// <summary>One twiddle factor for all lanes.</summary>
    protected readonly struct TwiddleFactor(double cosine, double sine)
    {
        private readonly Vector<double> _cosine = new(cosine);
        private readonly Vector<double> _sine = new(sine);

        /// <summary>Turns a value by the factor and stores it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector<double> real, Vector<double> imaginary, ref double nextReal, ref double nextImaginary, int index)
        {
            FftStage.Store((real * _cosine) - (imaginary * _sine), ref nextReal, index);
            FftStage.Store((real * _sine) + (imaginary * _cosine), ref nextImaginary, index);
        }
    }
}
