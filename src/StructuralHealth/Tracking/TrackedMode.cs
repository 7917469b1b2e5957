using System.Numerics;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tracking;

/// <summary>The reference of one followed mode; store these to go on after a restart.</summary>
public sealed record TrackedMode
{
    /// <summary>Number of the mode from 1; 0 for a candidate.</summary>
    public required int Id { get; init; }

    /// <summary>Reference frequency in Hz.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>Reference shape, every channel at unit deviation, of unit length.</summary>
    public required IReadOnlyList<Complex> Shape { get; init; }

    /// <summary>Records that showed it.</summary>
    public int Observations { get; init; } = 1;

    /// <summary>Records since it was last seen.</summary>
    public int Missed { get; init; }

    /// <summary>Records since it was first seen, that one included.</summary>
    public int Age { get; init; } = 1;

    /// <summary>What a candidate was seen as, with <see cref="Age"/> at the time; empty once it is confirmed.</summary>
    public IReadOnlyList<(int Age, IdentifiedMode Mode)> Sightings { get; init; } = [];

    internal static TrackedMode Candidate(IdentifiedMode mode) => new() { Id = 0, Sightings = [(1, mode)], FrequencyHz = mode.FrequencyHz, Shape = UnitLength([.. mode.NormalisedShape]) };

    internal TrackedMode Unseen() => this with { Missed = Missed + 1, Age = Age + 1 };

    /// <summary>Moves the reference towards an observation, turned by the complex factor that fits it best.</summary>
    internal TrackedMode Seen(IdentifiedMode mode, double share)
    {
        var seen = UnitLength([.. mode.NormalisedShape]);
        var product = Complex.Zero;
        for (var channel = 0; channel < seen.Length; channel++)
            product += Complex.Conjugate(seen[channel]) * Shape[channel];
        var turn = product == Complex.Zero ? Complex.One : product / Complex.Abs(product);
        return this with
        {
            FrequencyHz = FrequencyHz + (share * (mode.FrequencyHz - FrequencyHz)),
            Shape = UnitLength([.. Shape.Zip(seen, (reference, component) => ((1 - share) * reference) + (share * turn * component))]),
            Observations = Observations + 1,
            Missed = 0,
            Age = Age + 1,
            Sightings = Id > 0 ? [] : [.. Sightings, (Age + 1, mode)],
        };
    }

    private static Complex[] UnitLength(Complex[] shape)
    {
        var length = Math.Sqrt(shape.Sum(component => (component.Real * component.Real) + (component.Imaginary * component.Imaginary)));
        return length > 0 ? [.. shape.Select(component => component / length)] : shape;
    }
}
