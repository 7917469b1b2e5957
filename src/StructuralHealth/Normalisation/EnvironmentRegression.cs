using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>
/// Regression of a feature on its environment: straight or bilinear in temperature (kink given or found), with lags, and on the logarithm
/// of the excitation level. Least squares with errors that allow for dependent residuals. It is meant for a period without damage and
/// sensor faults; for a period that may hold some, <see cref="Novelty.NoveltyFitter"/> is robust.
/// Source: H. Sohn, Phil. Trans. R. Soc. A 365 (2007); E. Cross et al., Struct. Control Health Monit. 20 (2013).
/// </summary>
public static class EnvironmentRegression
{
    private const int Blocks = 10;
    private const double RoundingOfConstant = 1e-12;

    /// <summary>Fits.</summary>
    /// <param name="values">The feature, one value per row of an even time grid; NaN where missing.</param>
    /// <param name="terms">Conditions, at least one.</param>
    /// <param name="conditions">[term][row], in the unit of each term; NaN where missing.</param>
    /// <param name="options">Limits of the fit.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or an option is out of its range.</exception>
    public static EnvironmentFit Fit(
        double[] values, IReadOnlyList<EnvironmentTerm> terms, IReadOnlyList<double[]> conditions, EnvironmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(terms);
        options ??= new EnvironmentOptions();
        options.Check();
        if (terms.Count == 0 || terms.Any(t => t.LagRows.Any(lag => lag < 1)))
            throw new ArgumentException("A regression has at least one condition, and lags of 1 row or more.", nameof(terms));
        new EnvironmentDesign(terms).Check(values.Length, conditions);

        if (!Varies(values))
            return Refused($"The feature does not change, so the environment explains nothing of it.");
        var (resolved, kinks) = KinkSearch.Resolve(values, terms, conditions, options);
        var design = new EnvironmentDesign(resolved);
        var rows = Rows(design, values, conditions);
        if (LeastSquares.Fit(rows, values) is not { } fit)
            return Refused($"The {rows.Count(r => r is not null)} complete rows do not determine {design.Columns} coefficients: a condition is constant or a combination of others.");
        var persistence = Autocorrelation.OfFirstLag(fit.Residuals);
        var effective = Autocorrelation.EffectiveRows(fit.Count, persistence);
        if (effective < options.EffectiveRowsPerCoefficient * design.Columns)
            return Refused($"{fit.Count} complete rows, worth {effective:F0} independent ones, are too few for {design.Columns} coefficients; {options.EffectiveRowsPerCoefficient * design.Columns:F0} are needed.");
        return new EnvironmentFit(Model(design, fit, rows, values, conditions, kinks, persistence, effective, options), "");
    }

    /// <summary>Beyond what rounding may leave of a constant.</summary>
    private static bool Varies(double[] values)
    {
        var present = Array.FindAll(values, double.IsFinite);
        return present.Length == 0 || present.Max() - present.Min() > RoundingOfConstant * present.Max(Math.Abs);
    }

    internal static double[]?[] Rows(EnvironmentDesign design, double[] values, IReadOnlyList<double[]> conditions)
    {
        var rows = new double[]?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var row = new double[design.Columns];
            if (double.IsFinite(values[i]) && design.TryRow(conditions, i, row))
                rows[i] = row;
        }

        return rows;
    }

    private static EnvironmentModel Model(
        EnvironmentDesign design, LeastSquares fit, double[]?[] rows, double[] values, IReadOnlyList<double[]> conditions,
        IReadOnlyList<EnvironmentKinkEstimate> kinks, double persistence, double effective, EnvironmentOptions options)
    {
        var errors = fit.StandardErrors();
        var quantile = StudentT.InvCDF(0, 1, Math.Max(2, effective - design.Columns), 0.5 + (options.Confidence / 2));
        var coefficients = design.Names().Select((name, c) => new EnvironmentCoefficient(
            name, fit.Coefficients[c], errors[c], fit.Coefficients[c] - (quantile * errors[c]), fit.Coefficients[c] + (quantile * errors[c]))).ToArray();
        var used = Enumerable.Range(0, rows.Length).Where(i => rows[i] is not null).ToArray();
        var mean = used.Average(i => values[i]);
        var total = used.Sum(i => (values[i] - mean) * (values[i] - mean));
        var quality = new EnvironmentQuality(
            fit.Count, effective, Math.Sqrt(fit.SumOfSquares / (fit.Count - design.Columns)), persistence,
            1 - (fit.SumOfSquares / total), 1 - (HeldOut(rows, values) / total));
        var range = design.Terms.Select((term, t) => (used.Min(i => conditions[t][i]), used.Max(i => conditions[t][i]))).ToArray();
        return new EnvironmentModel(design, fit.Coefficients, new EnvironmentFigures(coefficients, kinks, range, quality), options.RangeMargin);
    }

    /// <summary>Squared errors in blocks of time that were left out in turn; NaN where the rest does not determine the coefficients.</summary>
    private static double HeldOut(double[]?[] rows, double[] values)
    {
        var sum = 0.0;
        for (var block = 0; block < Blocks; block++)
        {
            bool IsHeld(int i) => (int)((long)i * Blocks / rows.Length) == block;
            if (LeastSquares.Fit([.. rows.Select((row, i) => IsHeld(i) ? null : row)], values) is not { } fit)
                return double.NaN;
            for (var i = 0; i < rows.Length; i++)
            {
                if (rows[i] is { } row && IsHeld(i))
                    sum += Math.Pow(values[i] - System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, fit.Coefficients), 2);
            }
        }

        return sum;
    }

    private static EnvironmentFit Refused(FormattableString why) => new(null, FormattableString.Invariant(why));
}
