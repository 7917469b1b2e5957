using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>The lowest modes by subspace iteration (Bathe 1996, section 11.6), to the last digits of the eigenvalues.</summary>
internal static class BeamEigenvectors
{
    private const int IterationsMax = 80;
    private const double Converged = 1e-13;

    /// <summary>Squared angular frequencies from the lowest up, and the vectors that belong to them, unit modal mass.</summary>
    public static (double[] AngularSquared, double[][] Vectors) Lowest(BeamMatrices matrices, int count)
    {
        var free = matrices.Held.Count(held => !held);
        var vectors = Start(matrices, Math.Min(free, Math.Max(2 * count, count + 8)));
        var last = new double[count];
        for (var iteration = 0; iteration < IterationsMax; iteration++)
        {
            var values = Step(matrices, vectors);
            var change = 0.0;
            for (var mode = 0; mode < count; mode++)
                change = Math.Max(change, Math.Abs(values[mode] - last[mode]) / values[mode]);
            values.AsSpan(0, count).CopyTo(last);
            if (change < Converged)
                break;
        }

        return (last, vectors[..count]);
    }

    /// <summary>Waves of every length: none of the low modes is orthogonal to all of them.</summary>
    private static double[][] Start(BeamMatrices matrices, int count)
    {
        var mesh = matrices.Mesh;
        var vectors = new double[count][];
        for (var j = 0; j < count; j++)
        {
            vectors[j] = new double[2 * mesh.Nodes.Length];
            for (var node = 0; node < mesh.Nodes.Length; node++)
            {
                var place = Math.PI * mesh.Nodes[node] / mesh.LengthM;
                vectors[j][2 * node] = matrices.Held[2 * node] ? 0 : Math.Sin((j + 1) * place) + (0.3 * Math.Cos(j * place));
                if (!matrices.Held[(2 * node) + 1])
                    vectors[j][(2 * node) + 1] = (((j + 1) * Math.Cos((j + 1) * place)) - (0.3 * j * Math.Sin(j * place))) * Math.PI / mesh.LengthM;
            }
        }

        return vectors;
    }

    /// <summary>One inverse iteration of all vectors and the Rayleigh-Ritz problem in the space that they span.</summary>
    private static double[] Step(BeamMatrices matrices, double[][] vectors)
    {
        var count = vectors.Length;
        var size = vectors[0].Length;
        var inertia = new double[count][];
        var stiffness = Matrix<double>.Build.Dense(count, count);
        var mass = Matrix<double>.Build.Dense(count, count);
        for (var j = 0; j < count; j++)
        {
            inertia[j] = new double[size];
            matrices.Mass.Multiply(vectors[j], inertia[j]);
            inertia[j].CopyTo(vectors[j], 0);
            matrices.Solve(vectors[j]);
        }

        var product = new double[size];
        for (var j = 0; j < count; j++)
        {
            matrices.Mass.Multiply(vectors[j], product);
            for (var i = 0; i <= j; i++)
            {
                stiffness[i, j] = stiffness[j, i] = Dot(vectors[i], inertia[j]);
                mass[i, j] = mass[j, i] = Dot(vectors[i], product);
            }
        }

        var (values, combination) = Ritz(stiffness, mass);
        Combine(vectors, combination);
        return values;
    }

    /// <summary>Mass against stiffness, not the other way: the low modes are then the largest eigenvalues, which come out with full precision.</summary>
    private static (double[] Values, Matrix<double> Combination) Ritz(Matrix<double> stiffness, Matrix<double> mass)
    {
        // Unit diagonal first: the vectors of high modes are smaller by orders of magnitude.
        var scale = Matrix<double>.Build.DenseOfDiagonalVector(stiffness.Diagonal().Map(v => 1 / Math.Sqrt(v)));
        var lower = (scale * stiffness * scale).Cholesky().Factor.LowerTriangle();
        var half = lower.Solve(scale * mass * scale);
        var flexibility = lower.Solve(half.Transpose());
        var eigen = ((flexibility + flexibility.Transpose()) * 0.5).Evd(Symmetricity.Symmetric);
        var count = stiffness.RowCount;
        var vectors = scale * lower.Transpose().Solve(eigen.EigenVectors);
        var values = new double[count];
        var combination = Matrix<double>.Build.Dense(count, count);
        for (var mode = 0; mode < count; mode++)
        {
            var flexible = eigen.EigenValues[count - 1 - mode].Real;
            values[mode] = 1 / flexible;
            combination.SetColumn(mode, vectors.Column(count - 1 - mode) / Math.Sqrt(flexible));
        }

        return (values, combination);
    }

    private static void Combine(double[][] vectors, Matrix<double> combination)
    {
        var count = vectors.Length;
        var row = new double[count];
        for (var degree = 0; degree < vectors[0].Length; degree++)
        {
            for (var j = 0; j < count; j++)
                row[j] = vectors[j][degree];
            for (var mode = 0; mode < count; mode++)
            {
                var sum = 0.0;
                for (var j = 0; j < count; j++)
                    sum += row[j] * combination[j, mode];
                vectors[mode][degree] = sum;
            }
        }
    }

    private static double Dot(double[] first, double[] second) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(first, second);
}
