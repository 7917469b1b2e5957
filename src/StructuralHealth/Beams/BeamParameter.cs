using System.Globalization;

namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>What of a beam model may be changed to fit measurements.</summary>
public enum BeamQuantity
{
    /// <summary>Mass per metre.</summary>
    Mass,

    /// <summary>Bending stiffness of all segments by one factor.</summary>
    Stiffness,

    /// <summary>Bending stiffness of one segment.</summary>
    SegmentStiffness,

    /// <summary>Deflection spring of one support; it must be finite and above 0.</summary>
    SupportDeflection,

    /// <summary>Rotation spring of one support; it must be finite and above 0.</summary>
    SupportRotation,

    /// <summary>Distance of one support from the left end; it must be inside the beam.</summary>
    SupportPosition,
}

/// <summary>One unknown of an update: a factor on a quantity of the model.</summary>
/// <param name="Quantity">What the factor multiplies.</param>
/// <param name="Index">Segment or support; 0 for mass and overall stiffness.</param>
/// <param name="PriorDeviation">How far the factor may reasonably be from 1, as the standard deviation of its logarithm (0.2 is about 20 %); this
/// is the regularisation. Positive infinity: nothing is known beforehand.</param>
public sealed record BeamParameter(BeamQuantity Quantity, int Index = 0, double PriorDeviation = 0.3)
{
    /// <summary>A name for a table, for example <c>segment 2 stiffness</c>, counted from 1.</summary>
    public string Name => Quantity switch
    {
        BeamQuantity.Mass => "mass",
        BeamQuantity.Stiffness => "stiffness",
        BeamQuantity.SegmentStiffness => Numbered("segment", "stiffness"),
        BeamQuantity.SupportDeflection => Numbered("support", "deflection spring"),
        BeamQuantity.SupportRotation => Numbered("support", "rotation spring"),
        _ => Numbered("support", "position"),
    };

    private string Numbered(string what, string of) => string.Create(CultureInfo.InvariantCulture, $"{what} {Index + 1} {of}");

    internal void Check(BeamModel beam)
    {
        var count = Quantity is BeamQuantity.SegmentStiffness ? beam.Segments.Count : Quantity is BeamQuantity.Mass or BeamQuantity.Stiffness ? 1 : beam.Supports.Count;
        if (Index < 0 || Index >= count)
            throw new ArgumentException($"'{Name}' is not in the model: the index must be 0 to {count - 1}.");
        if (!(PriorDeviation > 0))
            throw new ArgumentException($"The prior deviation of '{Name}' must be above 0; it is {PriorDeviation}.");
        var start = Quantity switch
        {
            BeamQuantity.SupportDeflection => beam.Supports[Index].DeflectionStiffnessNPerM,
            BeamQuantity.SupportRotation => beam.Supports[Index].RotationStiffnessNmPerRad,
            BeamQuantity.SupportPosition => beam.Supports[Index].PositionM,
            _ => 1,
        };
        if (!(start > 0) || double.IsInfinity(start))
            throw new ArgumentException($"'{Name}' starts at {start}; only a finite value above 0 can be updated by a factor.");
    }

    internal static BeamModel Apply(BeamModel beam, IReadOnlyList<BeamParameter> parameters, ReadOnlySpan<double> logFactors)
    {
        var mass = beam.MassKgPerM;
        var segments = beam.Segments.ToArray();
        var supports = beam.Supports.ToArray();
        for (var i = 0; i < parameters.Count; i++)
        {
            var (factor, index) = (Math.Exp(logFactors[i]), parameters[i].Index);
            switch (parameters[i].Quantity)
            {
                case BeamQuantity.Mass:
                    mass *= factor;
                    break;
                case BeamQuantity.Stiffness:
                    for (var s = 0; s < segments.Length; s++)
                        segments[s] = segments[s] with { BendingStiffnessNm2 = segments[s].BendingStiffnessNm2 * factor };
                    break;
                case BeamQuantity.SegmentStiffness:
                    segments[index] = segments[index] with { BendingStiffnessNm2 = segments[index].BendingStiffnessNm2 * factor };
                    break;
                case BeamQuantity.SupportDeflection:
                    supports[index] = supports[index] with { DeflectionStiffnessNPerM = supports[index].DeflectionStiffnessNPerM * factor };
                    break;
                case BeamQuantity.SupportRotation:
                    supports[index] = supports[index] with { RotationStiffnessNmPerRad = supports[index].RotationStiffnessNmPerRad * factor };
                    break;
                default:
                    supports[index] = supports[index] with { PositionM = supports[index].PositionM * factor };
                    break;
            }
        }

        return new BeamModel(mass, segments, beam.ElementCount, supports);
    }
}
