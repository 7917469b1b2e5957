namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Measured modes less those of a model, in standard deviations: logarithms of frequencies, then ordinates of shapes at their best scale.</summary>
internal sealed class BeamResiduals(BeamModel start, IReadOnlyList<BeamParameter> parameters, IReadOnlyList<MeasuredMode> measured, BeamUpdateOptions options)
{
    private readonly int _modeCount = measured.Max(m => m.Number);

    public int Count { get; } = measured.Count + measured.Sum(m => Present(m).Length);

    public BeamModel Model(double[] logFactors) => BeamParameter.Apply(start, parameters, logFactors);

    public double[] Of(double[] logFactors)
    {
        var modes = Model(logFactors).Modes(_modeCount);
        var residuals = new double[Count];
        var next = 0;
        foreach (var measurement in measured)
        {
            var mode = modes[measurement.Number - 1];
            var relative = measurement.DeviationHz / measurement.FrequencyHz;
            var deviation = Math.Sqrt((relative * relative) + (options.ModelDeviation * options.ModelDeviation));
            residuals[next++] = Math.Log(measurement.FrequencyHz / mode.FrequencyHz) / deviation;
            next = AddShape(measurement, mode, residuals, next);
        }

        return residuals;
    }

    /// <summary>Central differences in the logarithms of the factors: [residual][parameter].</summary>
    public double[][] Jacobian(double[] logFactors)
    {
        const double step = 1e-4;
        var columns = new double[parameters.Count][];
        for (var p = 0; p < columns.Length; p++)
        {
            var (up, down) = ((double[])logFactors.Clone(), (double[])logFactors.Clone());
            up[p] += step;
            down[p] -= step;
            columns[p] = [.. Of(up).Zip(Of(down), (a, b) => (a - b) / (2 * step))];
        }

        return [.. Enumerable.Range(0, Count).Select(r => Array.ConvertAll(columns, c => c[r]))];
    }

    public static ShapeOrdinate[] Present(MeasuredMode mode)
    {
        var present = mode.Shape.Where(o => double.IsFinite(o.Value)).ToArray();
        return present.Length >= 2 ? present : [];
    }

    private static int AddShape(MeasuredMode measurement, BeamMode mode, double[] residuals, int next)
    {
        var ordinates = Present(measurement);
        if (ordinates.Length == 0)
            return next;
        var (cross, square) = (0.0, 0.0);
        foreach (var ordinate in ordinates)
        {
            var shape = mode.Shape(ordinate.PositionM);
            cross += shape * ordinate.Value;
            square += shape * shape;
        }

        var deviation = measurement.ShapeDeviation * ordinates.Max(o => Math.Abs(o.Value));
        foreach (var ordinate in ordinates)
            residuals[next++] = (ordinate.Value - (cross / square * mode.Shape(ordinate.PositionM))) / deviation;
        return next;
    }
}
