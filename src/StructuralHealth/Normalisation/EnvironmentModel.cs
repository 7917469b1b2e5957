namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>One number of the regression, with its interval.</summary>
/// <param name="Name">Condition, with <c>below kink</c> or <c>lag n</c> where it is not the plain slope; <c>constant</c>.</param>
/// <param name="Value">Change of the feature per unit of the (transformed) condition; below a kink what is added to the slope there.</param>
/// <param name="StandardError">With the dependence of neighbouring residuals in it.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct EnvironmentCoefficient(string Name, double Value, double StandardError, double Low, double High);

/// <summary>What a kink search found.</summary>
/// <param name="TermId">The condition.</param>
/// <param name="At">Where the slope changes, in the unit of the condition; <see cref="double.NaN"/> where the data show no kink.</param>
/// <param name="Low">Lower end of the interval; equal to <paramref name="At"/> for a given kink.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct EnvironmentKinkEstimate(string TermId, double At, double Low, double High);

/// <summary>Where conditions lie against those of the training.</summary>
public enum EnvironmentCoverage
{
    /// <summary>Within the trained range of every condition.</summary>
    Trained,

    /// <summary>Beyond it: the line is not known there, so nothing is said.</summary>
    Beyond,

    /// <summary>A condition (or one of its lags) is missing.</summary>
    Unknown,
}

/// <summary>A feature with the influence of its environment taken out, one entry per row.</summary>
/// <param name="Expected">Value that the conditions let expect; NaN where nothing is said.</param>
/// <param name="Residual">Value less expectation; NaN where either is missing.</param>
/// <param name="Coverage">Why.</param>
public sealed record NormalisedSeries(double[] Expected, double[] Residual, EnvironmentCoverage[] Coverage);

/// <summary>
/// A fitted regression of one feature on conditions. Immutable.
/// </summary>
public sealed class EnvironmentModel
{
    private readonly EnvironmentDesign _design;
    private readonly double[] _coefficients;
    private readonly double _margin;

    internal EnvironmentModel(EnvironmentDesign design, double[] coefficients, EnvironmentFigures figures, double margin)
    {
        (_design, _coefficients, _margin) = (design, coefficients, margin);
        (Coefficients, Kinks, Range, Quality) = (figures.Coefficients, figures.Kinks, figures.Range, figures.Quality);
    }

    /// <summary>Conditions, kinks resolved: a kink that was not found is none.</summary>
    public IReadOnlyList<EnvironmentTerm> Terms => _design.Terms;

    /// <summary>The constant first.</summary>
    public IReadOnlyList<EnvironmentCoefficient> Coefficients { get; }

    /// <summary>One entry per term that asked for a kink.</summary>
    public IReadOnlyList<EnvironmentKinkEstimate> Kinks { get; }

    /// <summary>Trained range of each term, in its unit.</summary>
    public IReadOnlyList<(double Low, double High)> Range { get; }

    /// <summary>How much the environment explains.</summary>
    public EnvironmentQuality Quality { get; }

    /// <summary>Takes the influence of the conditions out of a series.</summary>
    /// <param name="values">The feature, one value per row; NaN where missing.</param>
    /// <param name="conditions">[term][row], in the unit of each term, on the same even grid; NaN where missing.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public NormalisedSeries Normalise(ReadOnlySpan<double> values, IReadOnlyList<double[]> conditions)
    {
        _design.Check(values.Length, conditions);
        var result = new NormalisedSeries(new double[values.Length], new double[values.Length], new EnvironmentCoverage[values.Length]);
        Span<double> row = stackalloc double[_coefficients.Length];
        for (var i = 0; i < values.Length; i++)
        {
            result.Coverage[i] = CoverageOf(conditions, i);
            result.Expected[i] = result.Coverage[i] == EnvironmentCoverage.Trained && _design.TryRow(conditions, i, row)
                ? System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, _coefficients)
                : double.NaN;
            result.Residual[i] = double.IsFinite(values[i]) ? values[i] - result.Expected[i] : double.NaN;
        }

        return result;
    }

    private EnvironmentCoverage CoverageOf(IReadOnlyList<double[]> conditions, int index)
    {
        var coverage = EnvironmentCoverage.Trained;
        for (var t = 0; t < Terms.Count; t++)
        {
            var (term, low, high) = (Terms[t], Terms[t].Apply(Range[t].Low), Terms[t].Apply(Range[t].High));
            foreach (var lag in term.LagRows.Prepend(0))
            {
                var value = index - lag < 0 ? double.NaN : term.Apply(conditions[t][index - lag]);
                if (double.IsNaN(value))
                    return EnvironmentCoverage.Unknown;
                if (value < low - (_margin * (high - low)) || value > high + (_margin * (high - low)))
                    coverage = EnvironmentCoverage.Beyond;
            }
        }

        return coverage;
    }
}

/// <summary>How good a regression is.</summary>
/// <param name="Rows">Complete rows.</param>
/// <param name="EffectiveRows">Independent rows that they are worth: n (1 - ρ) / (1 + ρ).</param>
/// <param name="ResidualDeviation">Standard deviation of the residuals, in the unit of the feature.</param>
/// <param name="ResidualAutocorrelation">Of neighbouring residuals, ρ.</param>
/// <param name="VarianceExplained">Share of the variance of the feature that the environment explains in the training rows.</param>
/// <param name="VarianceExplainedHeldOut">The same in blocks of time that the coefficients had not seen; can be below 0. This is the honest one.</param>
public readonly record struct EnvironmentQuality(
    int Rows, double EffectiveRows, double ResidualDeviation, double ResidualAutocorrelation, double VarianceExplained, double VarianceExplainedHeldOut);

internal sealed record EnvironmentFigures(
    IReadOnlyList<EnvironmentCoefficient> Coefficients,
    IReadOnlyList<EnvironmentKinkEstimate> Kinks,
    IReadOnlyList<(double Low, double High)> Range,
    EnvironmentQuality Quality);

/// <summary>A model, or why there is none.</summary>
/// <param name="Model">The model, or <see langword="null"/>.</param>
/// <param name="Refusal">One sentence for a person; empty when there is a model.</param>
public sealed record EnvironmentFit(EnvironmentModel? Model, string Refusal);
