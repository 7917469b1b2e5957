namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// Stiffness and mass of a meshed beam with its supports: springs are added, rigidly held degrees are isolated. Degrees are deflection and
/// slope of each node in turn. Deflections are positive in the direction of the load.
/// Source: K.-J. Bathe, Finite Element Procedures, 1996, sections 4.2 and 10.2; R. W. Clough, J. Penzien, Dynamics of Structures, chapter 10.
/// </summary>
internal sealed class BeamMatrices
{
    private readonly BandedMatrix _factor;

    public BeamMatrices(BeamMesh mesh, IReadOnlyList<BeamSupport> supports)
    {
        Mesh = mesh;
        var size = 2 * mesh.Nodes.Length;
        Stiffness = new BandedMatrix(size);
        Mass = new BandedMatrix(size);
        Held = new bool[size];
        Assemble();
        foreach (var support in supports)
        {
            var degree = 2 * mesh.NodeAt(support.PositionM);
            Hold(degree, support.DeflectionStiffnessNPerM);
            Hold(degree + 1, support.RotationStiffnessNmPerRad);
        }

        _factor = Stiffness.Copy();
        for (var degree = 0; degree < size; degree++)
        {
            if (!Held[degree])
                continue;
            _factor.Isolate(degree, 1);
            Mass.Isolate(degree, 0);
        }

        IsStable = _factor.TryFactor();
    }

    public BeamMesh Mesh { get; }

    /// <summary>With springs, with the held degrees still in it: their rows give reactions.</summary>
    public BandedMatrix Stiffness { get; }

    /// <summary>Without the held degrees.</summary>
    public BandedMatrix Mass { get; }

    /// <summary>Which degrees a rigid support holds.</summary>
    public bool[] Held { get; }

    /// <summary>Whether the supports keep the beam in place.</summary>
    public bool IsStable { get; }

    /// <summary>Solves the free degrees in place; held degrees keep what is in them.</summary>
    public void Solve(Span<double> right) => _factor.Solve(right);

    /// <summary>Matrices of one element for deflection and slope at its left and right node.</summary>
    public void FillElement(int element, Span<double> stiffness, Span<double> mass)
    {
        var h = Mesh.ElementLength(element);
        var k = Mesh.Stiffness[element] / (h * h * h);
        var m = Mesh.MassKgPerM * h / 420;
        ReadOnlySpan<double> k0 = [12, 6 * h, -12, 6 * h, 6 * h, 4 * h * h, -6 * h, 2 * h * h, -12, -6 * h, 12, -6 * h, 6 * h, 2 * h * h, -6 * h, 4 * h * h];
        ReadOnlySpan<double> m0 = [156, 22 * h, 54, -13 * h, 22 * h, 4 * h * h, 13 * h, -3 * h * h, 54, 13 * h, 156, -22 * h, -13 * h, -3 * h * h, -22 * h, 4 * h * h];
        for (var index = 0; index < 16; index++)
        {
            stiffness[index] = k * k0[index];
            mass[index] = m * m0[index];
        }
    }

    private void Assemble()
    {
        Span<double> stiffness = stackalloc double[16];
        Span<double> mass = stackalloc double[16];
        for (var element = 0; element < Mesh.Stiffness.Length; element++)
        {
            FillElement(element, stiffness, mass);
            for (var row = 0; row < 4; row++)
            {
                for (var column = 0; column <= row; column++)
                {
                    Stiffness[(2 * element) + row, (2 * element) + column] += stiffness[(4 * row) + column];
                    Mass[(2 * element) + row, (2 * element) + column] += mass[(4 * row) + column];
                }
            }
        }
    }

    private void Hold(int degree, double spring)
    {
        if (double.IsPositiveInfinity(spring))
            Held[degree] = true;
        else
            Stiffness[degree, degree] += spring;
    }
}
