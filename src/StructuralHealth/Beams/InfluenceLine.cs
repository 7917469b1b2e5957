namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// What a unit load (1 N, downwards) does to one quantity as it moves along a beam, exact for the Euler-Bernoulli beam. One solution gives
/// the whole line: it is the deflected shape under the unit displacement that belongs to the quantity (principle of Müller-Breslau; A. Ghali,
/// A. M. Neville, Structural Analysis, chapter 12). Immutable.
/// </summary>
public sealed class InfluenceLine
{
    private readonly BeamMesh _mesh;
    private readonly double[] _shape;
    private readonly int _localElement;
    private readonly Func<double, double> _local;

    private InfluenceLine(BeamMesh mesh, double[] shape, int localElement, Func<double, double> local) =>
        (_mesh, _shape, _localElement, _local) = (mesh, shape, localElement, local);

    /// <summary>Line of the bending moment at a section: N m per N, sagging positive.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="sectionM">The section, on the beam.</param>
    public static InfluenceLine OfMoment(BeamModel beam, double sectionM)
    {
        var (mesh, element, xi) = Place(beam, sectionM);
        Span<double> stiffness = stackalloc double[16];
        Span<double> mass = stackalloc double[16];
        beam.Matrices.FillElement(element, stiffness, mass);
        var shape = new double[2 * mesh.Nodes.Length];
        for (var i = 0; i < 4; i++)
            shape[(2 * element) + i] = stiffness[4 + i] - (stiffness[i] * xi);
        Solve(beam.Matrices, shape);
        var h = mesh.ElementLength(element);
        return new InfluenceLine(mesh, shape, element, load => ClampedElement.Moment(load, xi, h));
    }

    /// <summary>Line of the deflection at a point: m per N, downwards.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="pointM">The point, on the beam.</param>
    public static InfluenceLine OfDeflection(BeamModel beam, double pointM)
    {
        var (mesh, element, xi) = Place(beam, pointM);
        var shape = new double[2 * mesh.Nodes.Length];
        mesh.FillShapes(element, xi, shape.AsSpan(2 * element, 4));
        Solve(beam.Matrices, shape);
        var (h, bending) = (mesh.ElementLength(element), mesh.Stiffness[element]);
        return new InfluenceLine(mesh, shape, element, load => ClampedElement.Deflection(load, xi, h) / bending);
    }

    /// <summary>Line of a support's reaction: N per N, upwards.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="support">Index into <see cref="BeamModel.Supports"/>.</param>
    public static InfluenceLine OfReaction(BeamModel beam, int support)
    {
        ArgumentNullException.ThrowIfNull(beam);
        ArgumentOutOfRangeException.ThrowIfNegative(support);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(support, beam.Supports.Count);
        var matrices = beam.Matrices;
        var degree = 2 * matrices.Mesh.NodeAt(beam.Supports[support].PositionM);
        var shape = new double[2 * matrices.Mesh.Nodes.Length];
        if (!matrices.Held[degree])
        {
            shape[degree] = beam.Supports[support].DeflectionStiffnessNPerM;
            Solve(matrices, shape);
        }
        else
        {
            var unit = new double[shape.Length];
            unit[degree] = 1;
            matrices.Stiffness.Multiply(unit, shape);
            for (var i = 0; i < shape.Length; i++)
                shape[i] = -shape[i];
            Solve(matrices, shape);
            shape[degree] = 1;
        }

        return new InfluenceLine(matrices.Mesh, shape, -1, _ => 0);
    }

    /// <summary>The quantity for a unit load at a position; 0 outside the beam, where the load is not on it.</summary>
    /// <param name="loadM">Metres from the left end.</param>
    public double Ordinate(double loadM)
    {
        if (!_mesh.Contains(loadM))
            return 0;
        var element = _mesh.ElementAt(loadM);
        var xi = loadM - _mesh.Nodes[element];
        Span<double> shapes = stackalloc double[4];
        _mesh.FillShapes(element, xi, shapes);
        var sum = element == _localElement ? _local(xi) : 0;
        for (var i = 0; i < 4; i++)
            sum += shapes[i] * _shape[(2 * element) + i];
        return sum;
    }

    private static (BeamMesh Mesh, int Element, double Xi) Place(BeamModel beam, double positionM)
    {
        ArgumentNullException.ThrowIfNull(beam);
        var mesh = beam.Matrices.Mesh;
        if (!mesh.Contains(positionM))
            throw new ArgumentOutOfRangeException(nameof(positionM), positionM, $"The position must be on the beam, 0 to {mesh.LengthM} m.");
        var element = mesh.ElementAt(positionM);
        return (mesh, element, positionM - mesh.Nodes[element]);
    }

    private static void Solve(BeamMatrices matrices, double[] shape)
    {
        for (var degree = 0; degree < shape.Length; degree++)
        {
            if (matrices.Held[degree])
                shape[degree] = 0;
        }

        matrices.Solve(shape);
    }
}
