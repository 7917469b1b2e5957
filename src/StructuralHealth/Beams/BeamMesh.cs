namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Nodes and element stiffnesses of a beam; element boundaries lie on segment boundaries.</summary>
internal sealed class BeamMesh
{
    private const int FewestElementsPerSegment = 2;

    public BeamMesh(double massKgPerM, IReadOnlyList<BeamSegment> segments, int elementCount)
    {
        MassKgPerM = massKgPerM;
        LengthM = segments[^1].ToM;
        var nodes = new List<double> { 0 };
        var stiffness = new List<double>();
        foreach (var segment in segments)
        {
            var length = segment.ToM - segment.FromM;
            var elements = Math.Max(FewestElementsPerSegment, (int)Math.Round(elementCount * length / LengthM));
            for (var element = 1; element <= elements; element++)
            {
                nodes.Add(element == elements ? segment.ToM : segment.FromM + (length * element / elements));
                stiffness.Add(segment.BendingStiffnessNm2);
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
}
