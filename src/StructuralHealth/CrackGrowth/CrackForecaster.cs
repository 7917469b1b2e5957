using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>
/// Remaining cycles of a crack: the log rates ahead given those behind (conditional normal distribution, mean curve uncertain), summed as cycles over segments. The sum of lognormals is taken as
/// lognormal with its exact mean and variance (L. F. Fenton, IRE Trans. Commun. Syst. 8, 1960, 57-67); quantiles are Student's with the specimens less two degrees of freedom,
/// because the scatter itself is estimated. No random numbers: the same readings give the same figures.
/// </summary>
public static class CrackForecaster
{
    private const int FewestOwnSegments = 3;

    /// <summary>Forecasts one crack.</summary>
    /// <param name="model">Its population, or experience.</param>
    /// <param name="record">Its readings so far.</param>
    /// <param name="criticalLengthMm">Length whose cycles are asked for, in mm.</param>
    /// <param name="options">As for the fit.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static CrackPrognosis Forecast(CrackGrowthModel model, CrackRecord record, double criticalLengthMm, CrackGrowthOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var behind = CrackSegments.Of(record, options.SegmentGrowth);
        var refusal = Refusal(model, record, criticalLengthMm, behind.Count);
        if (refusal.Length > 0)
            return Refused(record, criticalLengthMm, behind.Count, options.Confidence, refusal);
        var (ahead, growthMm) = Ahead(record.LengthsMm[^1], criticalLengthMm, options.SegmentGrowth);
        var (mean, covariance, misfit) = Condition(model, behind, ahead, options);
        var (logMedian, deviation) = SumOfLognormals(growthMm, mean, covariance);
        var reach = Quantile(model, 0.5 + (0.5 * options.Confidence)) * deviation;
        return new CrackPrognosis(
            record.LengthsMm[^1],
            record.Cycles[^1],
            criticalLengthMm,
            Math.Exp(logMedian),
            Math.Exp(logMedian - reach),
            Math.Exp(logMedian + reach),
            options.Confidence,
            behind.Count,
            misfit / behind.Count,
            behind.Count == 0 ? double.NaN : 1 - ChiSquared.CDF(behind.Count, misfit),
            Refusal: "");
    }

    private static string Refusal(CrackGrowthModel model, CrackRecord record, double criticalLengthMm, int segments)
    {
        var now = record.LengthsMm[^1];
        if (!(criticalLengthMm > now) || double.IsInfinity(criticalLengthMm))
            return Text($"the critical length of {criticalLengthMm:0.###} mm must be above the last reading, {now:0.###} mm");
        if (record.LengthsMm.Max() is var longest && !(criticalLengthMm > longest))
            return Text($"the critical length of {criticalLengthMm:0.###} mm was reached already: a reading before the last was {longest:0.###} mm");
        if (criticalLengthMm > model.LongestMm * (1 + 1e-9))
            return Text($"nothing is known of cracks longer than {model.LongestMm:0.#} mm, asked for is {criticalLengthMm:0.#} mm");
        if (record.LengthsMm.Min() < model.ShortestMm * (1 - 1e-9))
            return Text($"nothing is known of cracks shorter than {model.ShortestMm:0.#} mm, the first reading is {record.LengthsMm.Min():0.##} mm");
        if (model.Specimens == 0 && segments < FewestOwnSegments)
            return Text($"without a population the crack must have grown over {FewestOwnSegments} segments; it has {segments}");
        return "";
    }

    private static CrackPrognosis Refused(CrackRecord record, double criticalLengthMm, int segments, double confidence, string why) =>
        new(record.LengthsMm[^1], record.Cycles[^1], criticalLengthMm, double.NaN, double.NaN, double.NaN, confidence, segments, double.NaN, double.NaN, why);

    private static (double[] LogLength, double[] GrowthMm) Ahead(double fromMm, double toMm, double segmentGrowth)
    {
        var total = Math.Log(toMm / fromMm);
        var count = Math.Max(1, (int)Math.Ceiling((total / Math.Log(1 + segmentGrowth)) - 1e-9));
        var (logLength, growth) = (new double[count], new double[count]);
        for (var index = 0; index < count; index++)
        {
            logLength[index] = Math.Log(fromMm) + (total * (index + 0.5) / count);
            growth[index] = fromMm * (Math.Exp(total * (index + 1) / count) - Math.Exp(total * index / count));
        }

        return (logLength, growth);
    }

    /// <summary>Mean and covariance of the log rates ahead, and the squared distance of those behind from the model.</summary>
    private static (Vector<double> Mean, Matrix<double> Covariance, double Misfit) Condition(
        CrackGrowthModel model, CrackSegments behind, double[] ahead, CrackGrowthOptions options)
    {
        var basisAhead = model.Basis(ahead);
        var mean = basisAhead * model.MeanVector;
        var covariance = Covariance(model, options, ahead, ahead);
        if (behind.Count == 0)
            return (mean, covariance, 0);
        var residual = Vector<double>.Build.Dense(behind.LogRate) - (model.Basis(behind.LogLength) * model.MeanVector);
        var factor = Covariance(model, options, behind.LogLength, behind.LogLength).Cholesky();
        var cross = Covariance(model, options, behind.LogLength, ahead);
        var weighted = factor.Solve(residual);
        return (mean + cross.TransposeThisAndMultiply(weighted), covariance - cross.TransposeThisAndMultiply(factor.Solve(cross)), residual.DotProduct(weighted));
    }

    private static Matrix<double> Covariance(CrackGrowthModel model, CrackGrowthOptions options, double[] first, double[] second)
    {
        var isSame = ReferenceEquals(first, second);
        var transfer = options.TransferDeviation * options.TransferDeviation;
        var scatter = Matrix<double>.Build.Dense(first.Length, second.Length, (row, column) =>
            model.Scatter.Covariance(first[row] - model.Centre, second[column] - model.Centre, isSame && row == column)
            + (transfer * Math.Exp(-Math.Abs(first[row] - second[column]) / options.TransferLength)));
        return scatter + (model.Basis(first) * model.MeanCovariance).TransposeAndMultiply(model.Basis(second));
    }

    /// <summary>Logarithm of the median and standard deviation of the logarithm of the cycles.</summary>
    private static (double LogMedian, double Deviation) SumOfLognormals(double[] growthMm, Vector<double> mean, Matrix<double> covariance)
    {
        var (sum, variance) = (0.0, 0.0);
        var expected = new double[growthMm.Length];
        for (var row = 0; row < growthMm.Length; row++)
        {
            expected[row] = growthMm[row] * Math.Exp((0.5 * covariance[row, row]) - mean[row]);
            sum += expected[row];
        }

        for (var row = 0; row < growthMm.Length; row++)
        {
            for (var column = 0; column < growthMm.Length; column++)
                variance += expected[row] * expected[column] * (Math.Exp(covariance[row, column]) - 1);
        }

        var logVariance = Math.Log(1 + (variance / (sum * sum)));
        return (Math.Log(sum) - (0.5 * logVariance), Math.Sqrt(logVariance));
    }

    private static double Quantile(CrackGrowthModel model, double probability) =>
        model.Specimens > 0 ? StudentT.InvCDF(0, 1, model.Specimens - 2, probability) : Normal.InvCDF(0, 1, probability);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
