using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// Simply supported Euler-Bernoulli beam with a bending stiffness per segment and one mass per metre, as finite elements with cubic shapes and consistent masses.
/// Sixty elements give the first six frequencies of a uniform beam to better than 1 part in 100,000.
/// Source: K.-J. Bathe, Finite Element Procedures, 1996, sections 4.2 and 10.2; R. W. Clough, J. Penzien, Dynamics of Structures, chapter 10. Immutable.
/// </summary>
public sealed class BeamModel
{
    /// <summary>Elements of the whole beam when nothing else is asked for.</summary>
    public const int DefaultElementCount = 60;

    private readonly BeamMesh _mesh;

    /// <summary>Builds a beam.</summary>
    /// <param name="massKgPerM">Mass per metre, above 0.</param>
    /// <param name="segments">From the left support at 0 to the right one, each beginning where the one before ends.</param>
    /// <param name="elementCount">Elements of the whole beam; a segment gets at least two.</param>
    /// <exception cref="ArgumentException">A value is not positive, or the segments leave a gap.</exception>
    public BeamModel(double massKgPerM, IReadOnlyList<BeamSegment> segments, int elementCount = DefaultElementCount)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(elementCount, 4);
        RequirePositive(massKgPerM, "The mass per metre", nameof(massKgPerM));
        if (segments.Count == 0)
            throw new ArgumentException("A beam has at least one segment.", nameof(segments));
        var end = 0.0;
        foreach (var segment in segments)
        {
            RequirePositive(segment.BendingStiffnessNm2, "The bending stiffness of a segment", nameof(segments));
            if (Math.Abs(segment.FromM - end) > 1e-9 || !(segment.ToM > segment.FromM))
                throw new ArgumentException($"The segment from {segment.FromM} m to {segment.ToM} m does not follow on the one that ends at {end} m.", nameof(segments));
            end = segment.ToM;
        }

        _mesh = new BeamMesh(massKgPerM, segments, elementCount);
    }

    /// <summary>A beam with one stiffness over its whole length.</summary>
    /// <param name="lengthM">Span between the supports.</param>
    /// <param name="massKgPerM">Mass per metre.</param>
    /// <param name="bendingStiffnessNm2">Bending stiffness.</param>
    public static BeamModel Uniform(double lengthM, double massKgPerM, double bendingStiffnessNm2) =>
        new(massKgPerM, [new BeamSegment(0, lengthM, bendingStiffnessNm2)]);

    /// <summary>Span between the supports.</summary>
    public double LengthM => _mesh.LengthM;

    /// <summary>Mass per metre.</summary>
    public double MassKgPerM => _mesh.MassKgPerM;

    /// <summary>Bending stiffness at a position within the span, in N m2; at a boundary that of the right segment.</summary>
    public double BendingStiffness(double positionM) => _mesh.Stiffness[_mesh.ElementAt(positionM)];

    /// <summary>The lowest modes, from the lowest frequency up.</summary>
    /// <param name="count">How many, at least 1 and fewer than a third of the elements.</param>
    public IReadOnlyList<BeamMode> Modes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _mesh.Stiffness.Length / 3);
        var (stiffness, mass) = Assemble();

        // Mass against stiffness, not the other way: the low modes are then the largest eigenvalues, which come out with full precision.
        var factor = stiffness.Cholesky().Factor;
        var half = factor.LowerTriangle().Solve(mass);
        var flexibility = factor.LowerTriangle().Solve(half.Transpose());
        var symmetric = (flexibility + flexibility.Transpose()) * 0.5;
        var eigen = symmetric.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues;
        var transposed = factor.Transpose();
        var modes = new BeamMode[count];
        for (var mode = 0; mode < count; mode++)
        {
            var column = values.Count - 1 - mode;
            var vector = transposed.Solve(eigen.EigenVectors.Column(column));
            modes[mode] = ToMode(1 / values[column].Real, vector, mass);
        }

        return modes;
    }

    /// <summary>Bending moment in N m at a section for a unit load (1 N, downwards) at another position: the influence line of the moment.</summary>
    /// <param name="sectionM">Where the moment is taken.</param>
    /// <param name="loadM">Where the load stands; outside the span it has no effect.</param>
    public double MomentInfluence(double sectionM, double loadM)
    {
        if (!_mesh.Contains(sectionM) || !_mesh.Contains(loadM))
            return 0;
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

    private (Matrix<double> Stiffness, Matrix<double> Mass) Assemble()
    {
        var size = FreeDegrees;
        var stiffness = new DenseMatrix(size, size);
        var mass = new DenseMatrix(size, size);
        Span<double> elementStiffness = stackalloc double[16];
        Span<double> elementMass = stackalloc double[16];
        for (var element = 0; element < _mesh.Stiffness.Length; element++)
        {
            FillElement(element, elementStiffness, elementMass);
            for (var row = 0; row < 4; row++)
            {
                for (var column = 0; column < 4; column++)
                {
                    var (i, j) = (FreeDegree((2 * element) + row), FreeDegree((2 * element) + column));
                    if (i < 0 || j < 0)
                        continue;
                    stiffness[i, j] += elementStiffness[(4 * row) + column];
                    mass[i, j] += elementMass[(4 * row) + column];
                }
            }
        }

        return (stiffness, mass);
    }

    /// <summary>Matrices of one element for deflection and slope at its left and right node.</summary>
    private void FillElement(int element, Span<double> stiffness, Span<double> mass)
    {
        var h = _mesh.ElementLength(element);
        var k = _mesh.Stiffness[element] / (h * h * h);
        var m = _mesh.MassKgPerM * h / 420;
        ReadOnlySpan<double> k0 = [12, 6 * h, -12, 6 * h, 6 * h, 4 * h * h, -6 * h, 2 * h * h, -12, -6 * h, 12, -6 * h, 6 * h, 2 * h * h, -6 * h, 4 * h * h];
        ReadOnlySpan<double> m0 = [156, 22 * h, 54, -13 * h, 22 * h, 4 * h * h, 13 * h, -3 * h * h, 54, 13 * h, 156, -22 * h, -13 * h, -3 * h * h, -22 * h, 4 * h * h];
        for (var index = 0; index < 16; index++)
        {
            stiffness[index] = k * k0[index];
            mass[index] = m * m0[index];
        }
    }

    private BeamMode ToMode(double angularSquared, Vector<double> free, Matrix<double> mass)
    {
        var nodes = _mesh.Nodes.Length;
        var deflections = new double[nodes];
        var slopes = new double[nodes];
        for (var node = 0; node < nodes; node++)
        {
            var (deflection, slope) = (FreeDegree(2 * node), FreeDegree((2 * node) + 1));
            deflections[node] = deflection < 0 ? 0 : free[deflection];
            slopes[node] = free[slope];
        }

        var scale = Math.CopySign(1 / deflections.Max(Math.Abs), slopes[0]);
        for (var node = 0; node < nodes; node++)
        {
            deflections[node] *= scale;
            slopes[node] *= scale;
        }

        var modalMass = free.DotProduct(mass * free) * scale * scale;
        return new BeamMode(_mesh, angularSquared, deflections, slopes, NodalMoments(angularSquared, deflections, slopes), modalMass);
    }

    /// <summary>Moments at the nodes from the end forces of the elements, inertia included; sagging is positive.</summary>
    private double[] NodalMoments(double angularSquared, double[] deflections, double[] slopes)
    {
        var moments = new double[deflections.Length];
        Span<double> stiffness = stackalloc double[16];
        Span<double> mass = stackalloc double[16];
        for (var element = 1; element < _mesh.Stiffness.Length; element++)
        {
            FillElement(element, stiffness, mass);
            ReadOnlySpan<double> ends = [deflections[element], slopes[element], deflections[element + 1], slopes[element + 1]];
            for (var column = 0; column < 4; column++)
                moments[element] += (stiffness[4 + column] - (angularSquared * mass[4 + column])) * ends[column];
        }

        return moments;
    }

    private int FreeDegrees => (2 * _mesh.Nodes.Length) - 2;

    /// <summary>Position among the free degrees; -1 for the deflection of a support.</summary>
    private int FreeDegree(int degree)
    {
        var right = (2 * _mesh.Nodes.Length) - 2;
        if (degree == 0 || degree == right)
            return -1;
        return degree < right ? degree - 1 : degree - 2;
    }

    private static void RequirePositive(double value, string what, string parameter)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException($"{what} must be a positive number; it is {value}.", parameter);
    }
}
