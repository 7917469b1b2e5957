using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>
/// Influence line of a gauge from the strain under vehicles of known axles, by least squares over the ordinates and one zero per run
/// (E. J. O'Brien, M. J. Quilligan, R. Karoumi, Proc. ICE Bridge Eng. 159, 2006, 77-86), with a little smoothness for ordinates that few samples reach.
/// </summary>
internal static class InfluenceLineFit
{
    public static InfluenceLine Fit(IReadOnlyList<CalibrationRun> runs, int gauge, WeighingOptions options)
    {
        var count = (2 * (int)Math.Ceiling(options.ReachM / options.StepM)) + 1;
        var from = -0.5 * (count - 1) * options.StepM;
        var grid = new InfluenceLine(from, options.StepM, new double[count]);
        var unknowns = count + runs.Count;
        var normal = Matrix<double>.Build.Dense(unknowns, unknowns);
        var right = Vector<double>.Build.Dense(unknowns);
        for (var run = 0; run < runs.Count; run++)
            Accumulate(runs[run], gauge, grid, count + run, normal, right);
        Smooth(normal, count, options.Smoothing);
        var solution = normal.Cholesky().Solve(right);
        return new InfluenceLine(from, options.StepM, [.. solution.Take(count)]);
    }

    private static void Accumulate(CalibrationRun run, int gauge, InfluenceLine grid, int zero, Matrix<double> normal, Vector<double> right)
    {
        var row = new SortedDictionary<int, double>();
        for (var sample = 0; sample < run.Strain.Samples; sample++)
        {
            var strain = run.Strain.Strain(gauge, sample);
            if (!double.IsFinite(strain))
                continue;
            row.Clear();
            row[zero] = 1;
            var behind = 0.0;
            for (var axle = 0; axle < run.Vehicle.AxleLoadsKN.Count; axle++)
            {
                behind += axle == 0 ? 0 : run.Vehicle.AxleSpacingsM[axle - 1];
                var (left, share) = grid.Locate(run.Strain.Place(gauge, sample, behind));
                if (left < 0)
                    continue;
                row[left] = row.GetValueOrDefault(left) + ((1 - share) * run.Vehicle.AxleLoadsKN[axle]);
                row[left + 1] = row.GetValueOrDefault(left + 1) + (share * run.Vehicle.AxleLoadsKN[axle]);
            }

            foreach (var (column, factor) in row)
            {
                right[column] += factor * strain;
                foreach (var (other, otherFactor) in row)
                    normal[column, other] += factor * otherFactor;
            }
        }
    }

    private static void Smooth(Matrix<double> normal, int count, double smoothing)
    {
        var weight = smoothing * Enumerable.Range(0, count).Average(index => normal[index, index]);
        double[] difference = [1, -2, 1];
        for (var first = 0; first + 2 < count; first++)
        {
            for (var row = 0; row < 3; row++)
            {
                for (var column = 0; column < 3; column++)
                    normal[first + row, first + column] += weight * difference[row] * difference[column];
            }
        }

        // Beyond the span the line is zero; holding its ends there lets it be so where no axle was, and makes the equations regular.
        normal[0, 0] += weight;
        normal[count - 1, count - 1] += weight;
    }
}
