namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Nodes and element stiffnesses of a beam; element boundaries lie on the boundaries of segments and on supports.</summary>
internal sealed class BeamMesh
{
    private const int FewestElementsPerPart = 2;
    private const double SamePlaceM = 1e-9;

    public BeamMesh(double massKgPerM, IReadOnlyList<BeamSegment> segments, IReadOnlyList<BeamSupport> supports, int elementCount)
    {
        MassKgPerM = massKgPerM;
        LengthM = segments[^1].ToM;
        var nodes = new List<double> { 0 };
        var stiffness = new List<double>();
        foreach (var part in segments.SelectMany(segment => Parts(segment, supports)))
        {
            var length = part.ToM - part.FromM;
            var elements = Math.Max(FewestElementsPerPart, (int)Math.Round(elementCount * length / LengthM));
            for (var element = 1; element <= elements; element++)
            {
                nodes.Add(element == elements ? part.ToM : part.FromM + (length * element / elements));
                stiffness.Add(part.BendingStiffnessNm2);
            }
        }

        Nodes = [.. nodes];
        Stiffness = [.. stiffness];
    }

    public double MassKgPerM { get; }

    public double LengthM { get; }

    /// <summary>Positions of the nodes in metres.</summary>
    public double[] Nodes { get; }

    /// <summary>Bending stiffness of each element in N m2.</summary>
    public double[] Stiffness { get; }

    public bool Contains(double positionM) => positionM >= 0 && positionM <= LengthM;

    public double ElementLength(int element) => Nodes[element + 1] - Nodes[element];

    /// <summary>The element that holds a position; the right one at a node.</summary>
    public int ElementAt(double positionM)
    {
        var found = Array.BinarySearch(Nodes, positionM);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, Stiffness.Length - 1);
    }

    /// <summary>The node at a support.</summary>
    public int NodeAt(double positionM)
    {
        var found = Array.BinarySearch(Nodes, positionM);
        if (found >= 0)
            return found;
        var right = Math.Clamp(~found, 1, Nodes.Length - 1);
        return Nodes[right] - positionM < positionM - Nodes[right - 1] ? right : right - 1;
    }

    /// <summary>The four cubic shapes of deflection and slope at the ends of an element, at a local position.</summary>
    public void FillShapes(int element, double localM, Span<double> shapes)
    {
        var h = ElementLength(element);
        var s = localM / h;
        var t = 1 - s;
        shapes[0] = t * t * (1 + (2 * s));
        shapes[1] = h * s * t * t;
        shapes[2] = s * s * (1 + (2 * t));
        shapes[3] = -h * s * s * t;
    }

    private static IEnumerable<BeamSegment> Parts(BeamSegment segment, IReadOnlyList<BeamSupport> supports)
    {
        var from = segment.FromM;
        foreach (var cut in supports.Select(support => support.PositionM).Order())
        {
            if (cut <= from + SamePlaceM || cut >= segment.ToM - SamePlaceM)
                continue;
            yield return segment with { FromM = from, ToM = cut };
            from = cut;
        }

        yield return segment with { FromM = from };
    }
}
