using System.Numerics;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>A recursive filter as a chain of second-order sections, the form that stays exact at high orders and narrow bands. Immutable.</summary>
public sealed class SosCascade
{
    private readonly SosSection[] _sections;

    /// <summary>Takes sections in the order in which samples pass through them.</summary>
    /// <param name="sections">At least one.</param>
    /// <param name="sampleRateHz">Samples per second that they are made for.</param>
    /// <exception cref="ArgumentException">There is no section, or one of them is unstable.</exception>
    public SosCascade(IEnumerable<SosSection> sections, double sampleRateHz)
    {
        _sections = [.. sections];
        SampleRateHz = sampleRateHz;
        if (_sections.Length == 0)
            throw new ArgumentException("A filter has at least one section.", nameof(sections));
        foreach (var section in _sections)
        {
            // The triangle within which both poles lie inside the unit circle.
            if (!(Math.Abs(section.A2) < 1 && Math.Abs(section.A1) < 1 + section.A2))
                throw new ArgumentException($"The section with a1 = {section.A1:R} and a2 = {section.A2:R} is unstable; widen the band or lower the order.", nameof(sections));
        }
    }

    /// <summary>Samples per second that the filter is made for.</summary>
    public double SampleRateHz { get; }

    /// <summary>The sections, in the order in which samples pass through them.</summary>
    public ReadOnlySpan<SosSection> Sections => _sections;

    /// <summary>Complex response at a frequency.</summary>
    /// <param name="frequencyHz">0 to half the sample rate.</param>
    public Complex Response(double frequencyHz)
    {
        var z = Complex.Exp(new Complex(0, 2 * Math.PI * frequencyHz / SampleRateHz));
        var response = Complex.One;
        foreach (var section in _sections)
            response *= section.Response(z);
        return response;
    }
}
