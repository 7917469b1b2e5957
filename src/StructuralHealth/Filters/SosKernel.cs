using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Runs samples of one channel per lane through sections in transposed direct form II. Four or two sections share a pass, their states in registers: each
/// section must wait for its own last value, and the others fill the time.
/// </summary>
internal static class SosKernel
{
    /// <summary>States below it are nothing; left alone, a silent channel would decay into numbers that processors handle slowly.</summary>
    private const double Nothing = 1e-290;

    /// <summary>Sections as the kernel takes them: an even number, filled up with one that passes everything.</summary>
    public static SosSection[] Padded(ReadOnlySpan<SosSection> sections) =>
        sections.Length % 2 == 0 ? sections.ToArray() : [.. sections, new SosSection(1, 0, 0, 0, 0)];

    public static void Run(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, Span<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var section = 0;
        for (; section + 3 < sections.Length; section += 4)
            RunFour(sections.Slice(section, 4), states.Slice(2 * section, 8), vectors);
        for (; section < sections.Length; section += 2)
            RunTwo(sections.Slice(section, 2), states.Slice(2 * section, 4), vectors);
        foreach (ref var state in states)
            state = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(state), new Vector<double>(Nothing)), Vector<double>.Zero, state);
    }

    /// <summary>Sets the states of one lane as if a value had been there for ever.</summary>
    public static void Settle(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, int lane, double level)
    {
        for (var section = 0; section < sections.Length; section++)
        {
            var (first, second) = sections[section].SettledState;
            states[2 * section] = states[2 * section].WithElement(lane, first * level);
            states[(2 * section) + 1] = states[(2 * section) + 1].WithElement(lane, second * level);
            level *= sections[section].GainAtZero;
        }
    }

    private static void RunFour(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (a, b, c, d) = (new Coefficients(sections[0]), new Coefficients(sections[1]), new Coefficients(sections[2]), new Coefficients(sections[3]));
        var (a1, a2, b1, b2) = (states[0], states[1], states[2], states[3]);
        var (c1, c2, d1, d2) = (states[4], states[5], states[6], states[7]);
        foreach (ref var value in values)
        {
            var u = a.Output(value, a1);
            (a1, a2) = (a.First(value, u, a2), a.Second(value, u));
            var v = b.Output(u, b1);
            (b1, b2) = (b.First(u, v, b2), b.Second(u, v));
            var w = c.Output(v, c1);
            (c1, c2) = (c.First(v, w, c2), c.Second(v, w));
            var x = d.Output(w, d1);
            (d1, d2) = (d.First(w, x, d2), d.Second(w, x));
            value = x;
        }

        (states[0], states[1], states[2], states[3]) = (a1, a2, b1, b2);
        (states[4], states[5], states[6], states[7]) = (c1, c2, d1, d2);
    }

    private static void RunTwo(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (a, b) = (new Coefficients(sections[0]), new Coefficients(sections[1]));
        var (a1, a2, b1, b2) = (states[0], states[1], states[2], states[3]);
        foreach (ref var value in values)
        {
            var u = a.Output(value, a1);
            (a1, a2) = (a.First(value, u, a2), a.Second(value, u));
            var v = b.Output(u, b1);
            (b1, b2) = (b.First(u, v, b2), b.Second(u, v));
            value = v;
        }

        (states[0], states[1], states[2], states[3]) = (a1, a2, b1, b2);
    }

    /// <summary>Coefficients in every lane, those of the output with their sign turned.</summary>
    private readonly struct Coefficients(in SosSection section)
    {
        private readonly Vector<double> _b0 = new(section.B0);
        private readonly Vector<double> _b1 = new(section.B1);
        private readonly Vector<double> _b2 = new(section.B2);
        private readonly Vector<double> _a1 = new(-section.A1);
        private readonly Vector<double> _a2 = new(-section.A2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<double> Output(Vector<double> input, Vector<double> first) => Vector.MultiplyAddEstimate(_b0, input, first);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<double> First(Vector<double> input, Vector<double> output, Vector<double> second) =>
            Vector.MultiplyAddEstimate(_a1, output, Vector.MultiplyAddEstimate(_b1, input, second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<double> Second(Vector<double> input, Vector<double> output) => Vector.MultiplyAddEstimate(_a2, output, _b2 * input);
    }
}
