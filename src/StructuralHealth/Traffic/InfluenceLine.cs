namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Strain of a gauge for an axle of 1 kN at a place along the lane, by lines between equally spaced ordinates; 0 outside them. Immutable.</summary>
public sealed class InfluenceLine
{
    /// <summary>Takes the ordinates.</summary>
    /// <param name="fromM">Place of the first ordinate in m from the gauge, in the direction from the first gauge to the second.</param>
    /// <param name="stepM">Distance of the ordinates in m, above 0.</param>
    /// <param name="ordinates">Strain in um/m per kN; at least two.</param>
    public InfluenceLine(double fromM, double stepM, IReadOnlyList<double> ordinates)
    {
        ArgumentNullException.ThrowIfNull(ordinates);
        if (!double.IsFinite(fromM) || !(stepM > 0) || ordinates.Count < 2 || ordinates.Any(ordinate => !double.IsFinite(ordinate)))
        {
            throw new ArgumentException(
                $"An influence line needs a finite start, a step above 0 and two finite ordinates; it has {fromM} m, {stepM} m and {ordinates.Count} ordinates.",
                nameof(ordinates));
        }

        FromM = fromM;
        StepM = stepM;
        Ordinates = ordinates;
    }

    /// <summary>Place of the first ordinate in m from the gauge.</summary>
    public double FromM { get; }

    /// <summary>Distance of the ordinates in m.</summary>
    public double StepM { get; }

    /// <summary>Strain in um/m per kN.</summary>
    public IReadOnlyList<double> Ordinates { get; }

    /// <summary>Strain per kN at a place in m from the gauge.</summary>
    public double At(double placeM)
    {
        var (left, share) = Locate(placeM);
        return left < 0 ? 0 : (Ordinates[left] * (1 - share)) + (Ordinates[left + 1] * share);
    }

    /// <summary>The ordinate left of a place and how far the place lies on the way to the next; -1 outside.</summary>
    internal (int Left, double Share) Locate(double placeM)
    {
        var place = (placeM - FromM) / StepM;
        var left = (int)Math.Floor(place);
        return left < 0 || left > Ordinates.Count - 2 ? (-1, 0) : (left, place - left);
    }
}
