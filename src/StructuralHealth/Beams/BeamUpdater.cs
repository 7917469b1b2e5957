using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// Fits a beam model to measured modes: Gauss-Newton on the sensitivities with the prior as regularisation, which is the most probable
/// model under normal errors. Uncertainty is that of the linearised posterior; where the misfit exceeds what the stated deviations explain,
/// it is widened by the misfit. Frequencies alone fix only the ratio of stiffness to mass, and of a symmetric beam not which half is weak:
/// the prior then decides, and <see cref="BeamParameterEstimate.Information"/> says so.
/// Source: J. E. Mottershead, M. Link, M. I. Friswell, Mech. Syst. Signal Process. 25 (2011), the sensitivity method; A. Tarantola,
/// Inverse Problem Theory, section 3.2.
/// </summary>
public static class BeamUpdater
{
    private const int IterationsMax = 60;
    private const double Converged = 1e-9;
    private const double SingularBelow = 1e-8;

    /// <summary>Updates.</summary>
    /// <param name="start">The model as designed.</param>
    /// <param name="parameters">What may change, at least one.</param>
    /// <param name="measured">At least one mode.</param>
    /// <param name="options">Errors and intervals.</param>
    /// <exception cref="ArgumentException">An input is out of its range.</exception>
    public static BeamUpdateResult Update(
        BeamModel start, IReadOnlyList<BeamParameter> parameters, IReadOnlyList<MeasuredMode> measured, BeamUpdateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(measured);
        options ??= new BeamUpdateOptions();
        Check(start, parameters, measured, options);
        var residuals = new BeamResiduals(start, parameters, measured, options);
        var precision = parameters.Select(p => 1 / (p.PriorDeviation * p.PriorDeviation)).ToArray();
        if (Undetermined(residuals, parameters, precision) is { } undetermined)
            return Refused(undetermined);
        var factors = new double[parameters.Count];
        if (!Minimise(residuals, precision, factors, Math.Log(options.FactorMax)))
            return Refused($"No model within a factor of {options.FactorMax} of the starting one fits the measurements: check the mode numbers and the starting values.");
        return Result(residuals, start, parameters, measured, precision, factors, options);
    }

    private static void Check(BeamModel start, IReadOnlyList<BeamParameter> parameters, IReadOnlyList<MeasuredMode> measured, BeamUpdateOptions options)
    {
        if (parameters.Count == 0 || measured.Count == 0)
            throw new ArgumentException("An update needs at least one parameter and one measured mode.");
        foreach (var parameter in parameters)
            parameter.Check(start);
        foreach (var mode in measured)
        {
            if (mode.Number < 1 || !(mode.FrequencyHz > 0) || !(mode.DeviationHz > 0) || !(mode.ShapeDeviation > 0))
                throw new ArgumentException($"Mode {mode.Number} of {mode.FrequencyHz} Hz ± {mode.DeviationHz} Hz: number, frequency and deviations must be above 0.", nameof(measured));
        }

        if (measured.Select(m => m.Number).Distinct().Count() < measured.Count)
            throw new ArgumentException("Two measured modes have the same number.", nameof(measured));
        if (!(options.ModelDeviation is >= 0 and < 1) || !(options.Confidence is > 0 and < 1) || !(options.FactorMax > 1))
            throw new ArgumentException("The model deviation must be 0 to 1, the confidence above 0 and below 1, the largest factor above 1.", nameof(options));
    }

    /// <summary>Parameters without a prior must be determined by the measurements alone.</summary>
    private static string? Undetermined(BeamResiduals residuals, IReadOnlyList<BeamParameter> parameters, double[] precision)
    {
        var free = Enumerable.Range(0, parameters.Count).Where(p => precision[p] == 0).ToArray();
        if (free.Length == 0)
            return null;
        if (free.Length > residuals.Count)
            return $"{free.Length} parameters without a prior cannot be found from {residuals.Count} measured values.";
        var jacobian = residuals.Jacobian(new double[parameters.Count]);
        var sensitivity = Matrix<double>.Build.Dense(residuals.Count, free.Length, (r, c) => jacobian[r][free[c]]);
        var singular = sensitivity.Svd(false).S;
        return singular.Minimum() > SingularBelow * singular.Maximum()
            ? null
            : $"The measurements cannot tell {string.Join(" and ", free.Select(p => $"'{parameters[p].Name}'"))} apart: give a prior deviation, or fewer parameters.";
    }

    private static bool Minimise(BeamResiduals residuals, double[] precision, double[] factors, double limit)
    {
        var current = residuals.Of(factors);
        var damping = 1e-6;
        for (var iteration = 0; iteration < IterationsMax; iteration++)
        {
            var (normal, gradient) = Normal(residuals.Jacobian(factors), current, precision, factors);
            var accepted = false;
            for (var attempt = 0; attempt < 12 && !accepted; attempt++)
            {
                var damped = normal + (Matrix<double>.Build.DenseOfDiagonalVector(normal.Diagonal()) * damping);
                var step = damped.Solve(-gradient);
                if (step.AbsoluteMaximum() > 1)
                    step /= step.AbsoluteMaximum();
                var next = factors.Zip(step, (f, s) => f + s).ToArray();
                if (next.Any(f => !(Math.Abs(f) <= limit)))
                {
                    damping = Math.Max(1, damping * 10);
                    continue;
                }

                var moved = residuals.Of(next);
                accepted = Cost(moved, precision, next) <= Cost(current, precision, factors) * (1 + 1e-12);
                damping = accepted ? damping / 10 : Math.Max(1e-3, damping * 10);
                if (!accepted)
                    continue;
                next.CopyTo(factors, 0);
                current = moved;
                if (step.AbsoluteMaximum() < Converged)
                    return true;
            }

            if (!accepted)
                return factors.All(f => Math.Abs(f) < 0.999 * limit) && Small(normal, gradient);
        }

        return false;
    }

    /// <summary>No better point is found where the gradient is a rounding error: that is the minimum.</summary>
    private static bool Small(Matrix<double> normal, Vector<double> gradient) => normal.Solve(gradient).AbsoluteMaximum() < 1e-5;

    private static (Matrix<double> Normal, Vector<double> Gradient) Normal(double[][] jacobian, double[] residuals, double[] precision, double[] factors)
    {
        var count = precision.Length;
        var normal = Matrix<double>.Build.Dense(count, count, (a, b) => jacobian.Sum(row => row[a] * row[b]) + (a == b ? precision[a] : 0));
        var gradient = Vector<double>.Build.Dense(count, a => jacobian.Zip(residuals, (row, r) => row[a] * r).Sum() + (precision[a] * factors[a]));
        return (normal, gradient);
    }

    private static double Cost(double[] residuals, double[] precision, double[] factors) =>
        residuals.Sum(r => r * r) + factors.Zip(precision, (f, p) => p * f * f).Sum();

    private static BeamUpdateResult Result(
        BeamResiduals residuals, BeamModel start, IReadOnlyList<BeamParameter> parameters, IReadOnlyList<MeasuredMode> measured,
        double[] precision, double[] factors, BeamUpdateOptions options)
    {
        var jacobian = residuals.Jacobian(factors);
        var misfit = residuals.Of(factors);
        var (normal, _) = Normal(jacobian, misfit, precision, factors);
        var covariance = normal.Inverse();
        var information = precision.Select((p, i) => Math.Clamp(1 - (p * covariance[i, i]), 0, 1)).ToArray();
        var chiSquared = misfit.Sum(r => r * r);
        var degrees = misfit.Length - information.Sum();
        var inflation = degrees >= 1 ? Math.Sqrt(Math.Max(1, chiSquared / degrees)) : 1;
        var quantile = Normal01(options.Confidence) * inflation;
        var estimates = parameters.Select((parameter, i) =>
        {
            var half = quantile * Math.Sqrt(covariance[i, i]);
            var assumed = precision[i] > 0 ? precision[i] : PrecisionOfRange(options);
            var left = Math.Clamp(1 - (assumed * covariance[i, i] * inflation * inflation), 0, 1);
            return new BeamParameterEstimate(parameter, Math.Exp(factors[i]), Math.Exp(factors[i] - half), Math.Exp(factors[i] + half), left, Judge(left));
        }).ToArray();
        var singular = Matrix<double>.Build.Dense(jacobian.Length, parameters.Count, (r, c) => jacobian[r][c]).Svd(false).S;
        var condition = jacobian.Length < parameters.Count ? double.PositiveInfinity : singular.Maximum() / singular.Minimum();
        var beam = residuals.Model(factors);
        return new BeamUpdateResult(beam, "", estimates, Fits(start, beam, measured), chiSquared, degrees, inflation, condition);
    }

    /// <summary>Without a prior a factor lies anywhere in the range that is searched, uniformly in its logarithm.</summary>
    private static double PrecisionOfRange(BeamUpdateOptions options) => 3 / Math.Pow(Math.Log(options.FactorMax), 2);

    private static double Normal01(double confidence) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + (confidence / 2));

    private static Identifiability Judge(double information) => information switch
    {
        > 0.75 => Identifiability.Identified,
        > 0.19 => Identifiability.Weak,
        _ => Identifiability.NotIdentified,
    };

    private static BeamModeFit[] Fits(BeamModel start, BeamModel updated, IReadOnlyList<MeasuredMode> measured)
    {
        var count = measured.Max(m => m.Number);
        var (before, after) = (start.Modes(count), updated.Modes(count));
        return [.. measured.Select(m => new BeamModeFit(m, before[m.Number - 1].FrequencyHz, after[m.Number - 1].FrequencyHz, Mac(m, after[m.Number - 1])))];
    }

    private static double Mac(MeasuredMode measured, BeamMode mode)
    {
        var ordinates = BeamResiduals.Present(measured);
        var (cross, first, second) = (0.0, 0.0, 0.0);
        foreach (var ordinate in ordinates)
        {
            var shape = mode.Shape(ordinate.PositionM);
            cross += shape * ordinate.Value;
            first += shape * shape;
            second += ordinate.Value * ordinate.Value;
        }

        return ordinates.Length == 0 ? double.NaN : cross * cross / (first * second);
    }

    private static BeamUpdateResult Refused(string why) => new(null, why, [], [], double.NaN, double.NaN, double.NaN, double.NaN);
}
