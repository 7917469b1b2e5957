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

    private static void RunFour(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (a, b, c, d) = (new Coefficients(sections[0]), new Coefficients(sections[1]), new Coefficients(sections[2]), new Coefficients(sections[3]));
        var (a1, a2, b1, b2) = (states[0], states[1], states[2], states[3]);
        var (c1, c2, d1, d2) = (states[4], states[5], states[6], states[7]);
        foreach (ref var value in values)
            value = d.Next(c.Next(b.Next(a.Next(value, ref a1, ref a2), ref b1, ref b2), ref c1, ref c2), ref d1, ref d2);
        (states[0], states[1], states[2], states[3]) = (a1, a2, b1, b2);
        (states[4], states[5], states[6], states[7]) = (c1, c2, d1, d2);
    }

    private static void RunTwo(ReadOnlySpan<SosSection> sections, Span<Vector<double>> states, Span<Vector<double>> values)
    {
        var (a, b) = (new Coefficients(sections[0]), new Coefficients(sections[1]));
        var (a1, a2, b1, b2) = (states[0], states[1], states[2], states[3]);
        foreach (ref var value in values)
            value = b.Next(a.Next(value, ref a1, ref a2), ref b1, ref b2);
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
        public Vector<double> Next(Vector<double> input, ref Vector<double> first, ref Vector<double> second)
        {
            var output = Vector.MultiplyAddEstimate(_b0, input, first);
            first = Vector.MultiplyAddEstimate(_a1, output, Vector.MultiplyAddEstimate(_b1, input, second));
            second = Vector.MultiplyAddEstimate(_a2, output, _b2 * input);
            return output;
        }
    }
}
