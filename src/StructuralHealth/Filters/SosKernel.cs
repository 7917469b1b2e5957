using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Runs samples of one channel per lane through sections in transposed direct form II, two sections per pass with their states in registers.</summary>
internal static class SosKernel
{
    public static void Run(ReadOnlySpan<SosSection> sections, Vector<double>[] states, Span<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var section = 0;
        for (; section + 1 < sections.Length; section += 2)
            RunTwo(sections[section], sections[section + 1], states.AsSpan(2 * section, 4), vectors);
        if (section < sections.Length)
            RunOne(sections[section], states.AsSpan(2 * section, 2), vectors);
    }

    private static void RunTwo(in SosSection first, in SosSection second, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (b0, b1, b2, a1, a2) = Broadcast(first);
        var (c0, c1, c2, d1, d2) = Broadcast(second);
        var (s1, s2, t1, t2) = (states[0], states[1], states[2], states[3]);
        for (var index = 0; index < values.Length; index++)
        {
            var x = values[index];
            var y = MultiplyAdd(b0, x, s1);
            s1 = MultiplyAdd(a1, y, MultiplyAdd(b1, x, s2));
            s2 = MultiplyAdd(a2, y, b2 * x);
            var z = MultiplyAdd(c0, y, t1);
            t1 = MultiplyAdd(d1, z, MultiplyAdd(c1, y, t2));
            t2 = MultiplyAdd(d2, z, c2 * y);
            values[index] = z;
        }

        (states[0], states[1], states[2], states[3]) = (s1, s2, t1, t2);
    }

    private static void RunOne(in SosSection section, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (b0, b1, b2, a1, a2) = Broadcast(section);
        var (s1, s2) = (states[0], states[1]);
        for (var index = 0; index < values.Length; index++)
        {
            var x = values[index];
            var y = MultiplyAdd(b0, x, s1);
            s1 = MultiplyAdd(a1, y, MultiplyAdd(b1, x, s2));
            s2 = MultiplyAdd(a2, y, b2 * x);
            values[index] = y;
        }

        (states[0], states[1]) = (s1, s2);
    }

    /// <summary>The coefficients in every lane, those of the output with their sign turned.</summary>
    private static (Vector<double> B0, Vector<double> B1, Vector<double> B2, Vector<double> A1, Vector<double> A2) Broadcast(in SosSection section) =>
        (new(section.B0), new(section.B1), new(section.B2), new(-section.A1), new(-section.A2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> MultiplyAdd(Vector<double> factor, Vector<double> value, Vector<double> addend) =>
        Vector.MultiplyAddEstimate(factor, value, addend);
}
