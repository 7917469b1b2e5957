namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// Euler-Bernoulli beam over any number of supports, with a bending stiffness per segment and one mass per metre, as finite elements with
/// cubic shapes and consistent masses. Static results are exact; sixty elements give the first six frequencies of a uniform span to better
/// than 1 part in 100,000. Shear deformation and rotary inertia are left out: for a member less than ten times as long as it is deep the
/// frequencies come out too high. Immutable.
/// Source: K.-J. Bathe, Finite Element Procedures, 1996, sections 4.2 and 10.2; R. W. Clough, J. Penzien, Dynamics of Structures, chapter 10.
/// </summary>
public sealed class BeamModel
{
    /// <summary>Elements of the whole beam when nothing else is asked for.</summary>
    public const int DefaultElementCount = 60;

    /// <summary>Most elements of a beam.</summary>
    public const int ElementCountMax = 2000;

    private readonly BeamMesh _mesh;
    private readonly BeamMatrices _matrices;

    /// <summary>Builds a beam.</summary>
    /// <param name="massKgPerM">Mass per metre, above 0.</param>
    /// <param name="segments">From the left end at 0 to the right one, each beginning where the one before ends.</param>
    /// <param name="elementCount">Elements of the whole beam, 4 to <see cref="ElementCountMax"/>; a segment or span gets at least two.</param>
    /// <param name="supports">Where it is held; without, pinned at both ends.</param>
    /// <exception cref="ArgumentException">A value is not positive, the segments leave a gap, or the supports let the beam fall.</exception>
    public BeamModel(double massKgPerM, IReadOnlyList<BeamSegment> segments, int elementCount = DefaultElementCount, IReadOnlyList<BeamSupport>? supports = null)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(elementCount, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementCount, ElementCountMax);
        BeamChecks.RequirePositive(massKgPerM, "The mass per metre", nameof(massKgPerM));
        BeamChecks.RequireSegments(segments, nameof(segments));
        Segments = [.. segments];
        Supports = supports is null ? [BeamSupport.Pinned(0), BeamSupport.Pinned(segments[^1].ToM)] : [.. supports.OrderBy(s => s.PositionM)];
        BeamChecks.RequireSupports(Supports, segments[^1].ToM, nameof(supports));
        ElementCount = elementCount;
        _mesh = new BeamMesh(massKgPerM, segments, Supports, elementCount);
        _matrices = new BeamMatrices(_mesh, Supports);
        if (!_matrices.IsStable)
            throw new ArgumentException("The supports let the beam fall or turn: hold its deflection at two places, or its deflection and rotation at one.", nameof(supports));
    }

    /// <summary>A simply supported beam with one stiffness over its whole length.</summary>
    /// <param name="lengthM">Span between the supports.</param>
    /// <param name="massKgPerM">Mass per metre.</param>
    /// <param name="bendingStiffnessNm2">Bending stiffness.</param>
    public static BeamModel Uniform(double lengthM, double massKgPerM, double bendingStiffnessNm2) =>
        new(massKgPerM, [new BeamSegment(0, lengthM, bendingStiffnessNm2)]);

    /// <summary>A beam that runs over pinned supports between spans, with one stiffness per span.</summary>
    /// <param name="massKgPerM">Mass per metre.</param>
    /// <param name="spans">Length in metres and bending stiffness in N m2 of each span.</param>
    /// <param name="elementCount">Elements of the whole beam.</param>
    public static BeamModel Continuous(double massKgPerM, IReadOnlyList<(double LengthM, double BendingStiffnessNm2)> spans, int elementCount = DefaultElementCount)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var segments = new List<BeamSegment>();
        var supports = new List<BeamSupport> { BeamSupport.Pinned(0) };
        foreach (var (lengthM, stiffness) in spans)
        {
            var from = supports[^1].PositionM;
            segments.Add(new BeamSegment(from, from + lengthM, stiffness));
            supports.Add(BeamSupport.Pinned(from + lengthM));
        }

        return new BeamModel(massKgPerM, segments, elementCount, supports);
    }

    /// <summary>From end to end.</summary>
    public double LengthM => _mesh.LengthM;

    /// <summary>Mass per metre.</summary>
    public double MassKgPerM => _mesh.MassKgPerM;

    /// <summary>From the left end to the right one.</summary>
    public IReadOnlyList<BeamSegment> Segments { get; }

    /// <summary>From left to right.</summary>
    public IReadOnlyList<BeamSupport> Supports { get; }

    /// <summary>Elements that were asked for.</summary>
    public int ElementCount { get; }

    internal BeamMatrices Matrices => _matrices;

    /// <summary>Bending stiffness at a position within the beam, in N m2; at a boundary that of the right segment.</summary>
    public double BendingStiffness(double positionM) => _mesh.Stiffness[_mesh.ElementAt(positionM)];

    /// <summary>The lowest modes, from the lowest frequency up.</summary>
    /// <param name="count">How many, at least 1 and fewer than a third of the elements.</param>
    public IReadOnlyList<BeamMode> Modes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _mesh.Stiffness.Length / 3);
        var (angularSquared, vectors) = BeamEigenvectors.Lowest(_matrices, count);
        return [.. vectors.Select((vector, mode) => BeamModeBuilder.Build(_matrices, angularSquared[mode], vector))];
    }

    /// <summary>Bending moment in N m at a section for a unit load (1 N, downwards) at another position; see <see cref="InfluenceLine"/> for many positions.</summary>
    /// <param name="sectionM">Where the moment is taken.</param>
    /// <param name="loadM">Where the load stands; outside the beam it has no effect.</param>
    public double MomentInfluence(double sectionM, double loadM)
    {
        if (!_mesh.Contains(sectionM) || !_mesh.Contains(loadM))
            return 0;
        if (!IsOnePinnedSpan)
            return InfluenceLine.OfMoment(this, sectionM).Ordinate(loadM);
        return loadM <= sectionM
            ? loadM * (LengthM - sectionM) / LengthM
            : sectionM * (LengthM - loadM) / LengthM;
    }

    /// <summary>Strain per newton (dimensionless, not micro) at a gauge for a load at another position, positive in tension below the neutral axis.</summary>
    /// <param name="sectionM">Where the gauge sits.</param>
    /// <param name="loadM">Where the load stands.</param>
    /// <param name="neutralAxisToGaugeM">Distance of the gauge below the neutral axis; negative above it.</param>
    public double StrainInfluence(double sectionM, double loadM, double neutralAxisToGaugeM) =>
        MomentInfluence(sectionM, loadM) * neutralAxisToGaugeM / BendingStiffness(sectionM);

    private bool IsOnePinnedSpan =>
        Supports.Count == 2 && Supports[0] == BeamSupport.Pinned(0) && Supports[1] == BeamSupport.Pinned(LengthM);
}
