namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Scales an eigenvector and finds the moments that go with it.</summary>
internal static class BeamModeBuilder
{
    private const double FirstDeflection = 1e-3;

    public static BeamMode Build(BeamMatrices matrices, double angularSquared, double[] vector)
    {
        var nodes = matrices.Mesh.Nodes.Length;
        var deflections = new double[nodes];
        var slopes = new double[nodes];
        for (var node = 0; node < nodes; node++)
            (deflections[node], slopes[node]) = (vector[2 * node], vector[(2 * node) + 1]);
        var largest = deflections.Max(Math.Abs);
        var scale = Math.CopySign(1 / largest, Array.Find(deflections, d => Math.Abs(d) > FirstDeflection * largest));
        for (var node = 0; node < nodes; node++)
        {
            deflections[node] *= scale;
            slopes[node] *= scale;
        }

        var inertia = new double[vector.Length];
        matrices.Mass.Multiply(vector, inertia);
        var modalMass = 0.0;
        for (var degree = 0; degree < vector.Length; degree++)
            modalMass += vector[degree] * inertia[degree] * scale * scale;
        return new BeamMode(matrices.Mesh, angularSquared, deflections, slopes, EndMoments(matrices, angularSquared, deflections, slopes), modalMass);
    }

    /// <summary>Moments at both ends of each element from its end forces, inertia included; sagging is positive.</summary>
    private static (double[] Left, double[] Right) EndMoments(BeamMatrices matrices, double angularSquared, double[] deflections, double[] slopes)
    {
        var left = new double[matrices.Mesh.Stiffness.Length];
        var right = new double[left.Length];
        Span<double> stiffness = stackalloc double[16];
        Span<double> mass = stackalloc double[16];
        for (var element = 0; element < left.Length; element++)
        {
            matrices.FillElement(element, stiffness, mass);
            ReadOnlySpan<double> ends = [deflections[element], slopes[element], deflections[element + 1], slopes[element + 1]];
            for (var column = 0; column < 4; column++)
            {
                left[element] += (stiffness[4 + column] - (angularSquared * mass[4 + column])) * ends[column];
                right[element] -= (stiffness[12 + column] - (angularSquared * mass[12 + column])) * ends[column];
            }
        }

        return (left, right);
    }
}
