namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// A beam at rest under loads and settlements, exact for the Euler-Bernoulli beam: nodal values from the stiffness matrix, and within an
/// element the solution of the clamped element added. Deflections are positive downwards, moments positive in sagging, reactions positive
/// upwards. Immutable.
/// Source: W. McGuire, R. H. Gallagher, R. D. Ziemian, Matrix Structural Analysis, 2nd ed., sections 4.5 and 5.2.
/// </summary>
public sealed class BeamStatics
{
    private readonly BeamModel _beam;
    private readonly BeamLoading _loading;
    private readonly double[] _displacements;

    /// <summary>Solves.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="loading">Loads and settlements.</param>
    /// <exception cref="ArgumentException">A load is off the beam, or the settlements do not match the supports.</exception>
    public BeamStatics(BeamModel beam, BeamLoading loading)
    {
        ArgumentNullException.ThrowIfNull(beam);
        ArgumentNullException.ThrowIfNull(loading);
        (_beam, _loading) = (beam, loading);
        foreach (var load in loading.PointLoads)
        {
            if (!Mesh.Contains(load.PositionM) || !double.IsFinite(load.ForceN))
                throw new ArgumentException($"A load of {load.ForceN} N at {load.PositionM} m is not on the beam of {Mesh.LengthM} m.", nameof(loading));
        }

        if (loading.SettlementsM.Count > 0 && loading.SettlementsM.Count != beam.Supports.Count)
            throw new ArgumentException($"There are {beam.Supports.Count} supports and {loading.SettlementsM.Count} settlements.", nameof(loading));
        var forces = NodalForces();
        _displacements = Solve(forces);
        ReactionsN = Reactions(forces);
    }

    /// <summary>Upward force of each support on the beam, N, in the order of <see cref="BeamModel.Supports"/>.</summary>
    public IReadOnlyList<double> ReactionsN { get; }

    private BeamMesh Mesh => _beam.Matrices.Mesh;

    /// <summary>Deflection in metres, downwards.</summary>
    /// <param name="positionM">A position on the beam; outside it the answer is NaN.</param>
    public double DeflectionM(double positionM)
    {
        if (!Mesh.Contains(positionM))
            return double.NaN;
        var element = Mesh.ElementAt(positionM);
        var (h, xi, stiffness) = (Mesh.ElementLength(element), positionM - Mesh.Nodes[element], Mesh.Stiffness[element]);
        Span<double> shapes = stackalloc double[4];
        Mesh.FillShapes(element, xi, shapes);
        var sum = _loading.UniformNPerM * xi * xi * (h - xi) * (h - xi) / (24 * stiffness);
        for (var i = 0; i < 4; i++)
            sum += shapes[i] * _displacements[(2 * element) + i];
        foreach (var load in _loading.PointLoads.Where(load => Mesh.ElementAt(load.PositionM) == element))
            sum += load.ForceN * ClampedElement.Deflection(load.PositionM - Mesh.Nodes[element], xi, h) / stiffness;
        return sum;
    }

    /// <summary>Bending moment in N m, positive in sagging; at a support with a rotation spring that on its right.</summary>
    /// <param name="positionM">A position on the beam; outside it the answer is NaN.</param>
    public double MomentNm(double positionM)
    {
        if (!Mesh.Contains(positionM))
            return double.NaN;
        var element = Mesh.ElementAt(positionM);
        var (h, xi) = (Mesh.ElementLength(element), positionM - Mesh.Nodes[element]);
        Span<double> stiffness = stackalloc double[16];
        Span<double> mass = stackalloc double[16];
        _beam.Matrices.FillElement(element, stiffness, mass);
        var sum = _loading.UniformNPerM * ((xi * (h - xi) / 2) - (h * h / 12));
        for (var i = 0; i < 4; i++)
            sum += (stiffness[4 + i] - (stiffness[i] * xi)) * _displacements[(2 * element) + i];
        foreach (var load in _loading.PointLoads.Where(load => Mesh.ElementAt(load.PositionM) == element))
            sum += load.ForceN * ClampedElement.Moment(load.PositionM - Mesh.Nodes[element], xi, h);
        return sum;
    }

    private double[] NodalForces()
    {
        var forces = new double[2 * Mesh.Nodes.Length];
        Span<double> shapes = stackalloc double[4];
        for (var element = 0; element < Mesh.Stiffness.Length; element++)
        {
            var h = Mesh.ElementLength(element);
            forces[2 * element] += _loading.UniformNPerM * h / 2;
            forces[(2 * element) + 1] += _loading.UniformNPerM * h * h / 12;
            forces[(2 * element) + 2] += _loading.UniformNPerM * h / 2;
            forces[(2 * element) + 3] -= _loading.UniformNPerM * h * h / 12;
        }

        foreach (var load in _loading.PointLoads)
        {
            var element = Mesh.ElementAt(load.PositionM);
            Mesh.FillShapes(element, load.PositionM - Mesh.Nodes[element], shapes);
            for (var i = 0; i < 4; i++)
                forces[(2 * element) + i] += load.ForceN * shapes[i];
        }

        return forces;
    }

    private double[] Solve(double[] forces)
    {
        var matrices = _beam.Matrices;
        var prescribed = new double[forces.Length];
        var right = (double[])forces.Clone();
        for (var i = 0; i < _loading.SettlementsM.Count; i++)
        {
            var degree = 2 * Mesh.NodeAt(_beam.Supports[i].PositionM);
            if (matrices.Held[degree])
                prescribed[degree] = _loading.SettlementsM[i];
            else
                right[degree] += _beam.Supports[i].DeflectionStiffnessNPerM * _loading.SettlementsM[i];
        }

        var effect = new double[forces.Length];
        matrices.Stiffness.Multiply(prescribed, effect);
        for (var degree = 0; degree < right.Length; degree++)
            right[degree] = matrices.Held[degree] ? prescribed[degree] : right[degree] - effect[degree];
        matrices.Solve(right);
        return right;
    }

    private double[] Reactions(double[] forces)
    {
        var product = new double[forces.Length];
        _beam.Matrices.Stiffness.Multiply(_displacements, product);
        return [.. _beam.Supports.Select((support, i) =>
        {
            var degree = 2 * Mesh.NodeAt(support.PositionM);
            var settlement = _loading.SettlementsM.Count > 0 ? _loading.SettlementsM[i] : 0;
            return _beam.Matrices.Held[degree]
                ? forces[degree] - product[degree]
                : support.DeflectionStiffnessNPerM * (_displacements[degree] - settlement);
        })];
    }
}

/// <summary>An element clamped at both ends under a unit load at a distance from its left end.</summary>
internal static class ClampedElement
{
    /// <summary>Deflection times bending stiffness.</summary>
    public static double Deflection(double loadM, double sectionM, double lengthM)
    {
        if (sectionM > loadM)
            return Deflection(lengthM - loadM, lengthM - sectionM, lengthM);
        var far = lengthM - loadM;
        return far * far * sectionM * sectionM * ((3 * loadM * (lengthM - sectionM)) - (far * sectionM)) / (6 * lengthM * lengthM * lengthM);
    }

    /// <summary>Sagging moment.</summary>
    public static double Moment(double loadM, double sectionM, double lengthM)
    {
        var far = lengthM - loadM;
        var left = far * far / (lengthM * lengthM);
        var shear = left * (1 + (2 * loadM / lengthM));
        return (shear * sectionM) - (loadM * left) - Math.Max(0, sectionM - loadM);
    }
}
