namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// What is normal for a structure, learnt from its commissioning period. The influence of temperature and excitation is taken out of
/// each feature; the squared Mahalanobis distance of what remains is the score. Contributions come from the corr-max transformation
/// (Garthwaite and Koch, Aust. N. Z. J. Stat. 58, 2016): none is negative, they add up to the score, and each stands for one feature.
/// A missing feature is marginalised: the score is that of the others under their own joint distribution, and the threshold is the
/// one with the same probability for that many features. Immutable, so safe for several threads.
/// </summary>
public sealed class NoveltyBaseline
{
    private const double ExtrapolatedBeyondWidths = 0.1;
    private const double OutsideBeyondWidths = 0.5;

    private readonly CorrMax _whole;

    /// <summary>Wraps fitted numbers.</summary>
    /// <exception cref="ArgumentException">The arrays do not fit together, or the covariance is not positive definite.</exception>
    public NoveltyBaseline(NoveltyParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        NoveltyParametersCheck.ThrowIfInconsistent(parameters);
        Parameters = parameters;
        _whole = new CorrMax(parameters.Covariance, [.. Enumerable.Range(0, parameters.Features.Count)]);
    }

    /// <summary>The numbers.</summary>
    public NoveltyParameters Parameters { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => Parameters.Features.Count;

    /// <summary>[feature][feature]: residuals times this give the values whose squares are the contributions.</summary>
    public double[][] Whitening => _whole.Whitening;

    /// <summary>Where conditions lie against the commissioning period.</summary>
    /// <param name="covariates">One value per covariate, in its unit.</param>
    public NoveltyConditions ConditionsOf(ReadOnlySpan<double> covariates)
    {
        var worst = 0.0;
        for (var i = 0; i < covariates.Length; i++)
        {
            var transform = Parameters.Covariates[i].Transform;
            var value = transform.Apply(covariates[i]);
            if (double.IsNaN(value))
                return NoveltyConditions.Unknown;
            var low = transform.Apply(Parameters.CovariateLow[i]);
            var high = transform.Apply(Parameters.CovariateHigh[i]);
            worst = Math.Max(worst, Math.Max(low - value, value - high) / (high - low));
        }

        return worst > OutsideBeyondWidths ? NoveltyConditions.Outside
            : worst > ExtrapolatedBeyondWidths ? NoveltyConditions.Extrapolated
            : NoveltyConditions.Inside;
    }

    /// <summary>Expected value of every feature, in its unit (for logarithmic features the median).</summary>
    /// <param name="covariates">One value per covariate, in its unit.</param>
    /// <param name="expected">One value per feature; NaN where nothing is known (see <see cref="ConditionsOf"/>).</param>
    public void Expected(ReadOnlySpan<double> covariates, Span<double> expected)
    {
        if (ConditionsOf(covariates) is NoveltyConditions.Outside or NoveltyConditions.Unknown)
        {
            expected.Fill(double.NaN);
            return;
        }

        ExpectedTransformed(covariates, expected);
        for (var i = 0; i < FeatureCount; i++)
            expected[i] = Parameters.Features[i].Transform.Invert(expected[i]);
    }

    /// <summary>Scores a window.</summary>
    /// <param name="features">One value per feature, in its unit; NaN where missing.</param>
    /// <param name="covariates">One value per covariate, in its unit.</param>
    /// <param name="contributions">One value per feature, adding up to the score; 0 for a missing feature.</param>
    /// <param name="score">The score.</param>
    /// <returns><see langword="false"/> where nothing can be said: too few features, a covariate missing, or far outside the
    /// conditions of the commissioning period. The contributions are then NaN.</returns>
    public bool TryScore(ReadOnlySpan<double> features, ReadOnlySpan<double> covariates, Span<double> contributions, out NoveltyScore score)
    {
        Span<double> residuals = stackalloc double[FeatureCount];
        contributions.Fill(double.NaN);
        score = default;
        var conditions = ConditionsOf(covariates);
        if (conditions is NoveltyConditions.Outside or NoveltyConditions.Unknown)
            return false;
        var available = Residuals(features, covariates, residuals);
        if (available < Parameters.MinimumFeatureShare * FeatureCount || available == 0)
            return false;
        var parts = available == FeatureCount ? _whole : new CorrMax(Parameters.Covariance, Available(residuals));
        var distance = parts.Contributions(residuals, contributions);
        score = new NoveltyScore(distance, ThresholdFor(available), available, conditions);
        return true;
    }

    /// <summary>
    /// Fills missing features with their expectation given the available ones, so that a model which needs every input yields the
    /// marginal score: the filled features add nothing to the distance.
    /// </summary>
    /// <param name="features">One value per feature, in its unit; NaN where missing; completed in place.</param>
    /// <param name="covariates">One value per covariate, in its unit.</param>
    /// <returns>Number of features that were available.</returns>
    public int Complete(Span<double> features, ReadOnlySpan<double> covariates)
    {
        Span<double> residuals = stackalloc double[FeatureCount];
        var available = Residuals(features, covariates, residuals);
        if (available == FeatureCount)
            return available;
        Span<double> expected = stackalloc double[FeatureCount];
        ExpectedTransformed(covariates, expected);
        ConditionalMean.Fill(Parameters.Covariance, residuals);
        for (var i = 0; i < FeatureCount; i++)
        {
            var transform = Parameters.Features[i].Transform;
            if (double.IsNaN(transform.Apply(features[i])))
                features[i] = transform.Invert(expected[i] + residuals[i]);
        }

        return available;
    }

    /// <summary>Threshold with the same tail probability for fewer features (Wilson and Hilferty 1931).</summary>
    /// <param name="featuresUsed">Number of available features, at least 1.</param>
    public double ThresholdFor(int featuresUsed) => WilsonHilferty.Equivalent(Parameters.Threshold, FeatureCount, featuresUsed);

    private int Residuals(ReadOnlySpan<double> features, ReadOnlySpan<double> covariates, Span<double> residuals)
    {
        if (features.Length != FeatureCount || covariates.Length != Parameters.Covariates.Count)
            throw new ArgumentException($"The baseline takes {FeatureCount} features and {Parameters.Covariates.Count} covariates, not {features.Length} and {covariates.Length}.");
        ExpectedTransformed(covariates, residuals);
        var available = 0;
        for (var i = 0; i < FeatureCount; i++)
        {
            residuals[i] = Parameters.Features[i].Transform.Apply(features[i]) - residuals[i];
            if (!double.IsNaN(residuals[i]))
                available++;
        }

        return available;
    }

    private void ExpectedTransformed(ReadOnlySpan<double> covariates, Span<double> expected)
    {
        Span<double> regressors = stackalloc double[Parameters.Coefficients.Length];
        NoveltyRegressors.Fill(Parameters, covariates, regressors);
        for (var i = 0; i < FeatureCount; i++)
        {
            expected[i] = Parameters.Intercept[i];
            for (var r = 0; r < regressors.Length; r++)
                expected[i] += regressors[r] * Parameters.Coefficients[r][i];
        }
    }

    private static int[] Available(ReadOnlySpan<double> residuals)
    {
        var indices = new List<int>(residuals.Length);
        for (var i = 0; i < residuals.Length; i++)
        {
            if (!double.IsNaN(residuals[i]))
                indices.Add(i);
        }

        return [.. indices];
    }
}
