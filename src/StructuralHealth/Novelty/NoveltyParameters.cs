namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// Everything a fitted baseline consists of, as plain numbers that survive a round trip through JSON. With t the transformed
/// covariates and z the transformed features of a window:
/// <c>x = [(t - centre) / scale, min(t - knot, 0) / scale of the covariates that have a knot]</c>,
/// <c>expected z = intercept + x · coefficients</c>, <c>residual r = z - expected z</c>, <c>score = r · covariance⁻¹ · rᵀ</c>.
/// </summary>
public sealed record NoveltyParameters
{
    /// <summary>Most features of one baseline.</summary>
    public const int FeaturesMax = 128;

    /// <summary>Columns, in the order of all arrays below.</summary>
    public required IReadOnlyList<NoveltyFeature> Features { get; init; }

    /// <summary>Conditions; a knot that the commissioning period did not cover on both sides is gone.</summary>
    public required IReadOnlyList<NoveltyCovariate> Covariates { get; init; }

    /// <summary>Centre of each covariate after its transform.</summary>
    public required double[] CovariateCentre { get; init; }

    /// <summary>Spread of each covariate after its transform; above 0.</summary>
    public required double[] CovariateScale { get; init; }

    /// <summary>Smallest value of each covariate in the commissioning period, in its unit.</summary>
    public required double[] CovariateLow { get; init; }

    /// <summary>Largest value of each covariate in the commissioning period, in its unit.</summary>
    public required double[] CovariateHigh { get; init; }

    /// <summary>Expected feature (after its transform) at x = 0.</summary>
    public required double[] Intercept { get; init; }

    /// <summary>[regressor][feature]: the covariates in order, then their knots in order.</summary>
    public required double[][] Coefficients { get; init; }

    /// <summary>[feature][feature]: robust covariance of the residuals, positive definite.</summary>
    public required double[][] Covariance { get; init; }

    /// <summary>How far the correlation matrix was shrunk towards the identity, 0 to 1.</summary>
    public double Shrinkage { get; init; }

    /// <summary>Score of a complete window above which it is unusual.</summary>
    public double Threshold { get; init; } = double.NaN;

    /// <summary>What the threshold costs; <see langword="null"/> before it has been set.</summary>
    public FalseAlarmQuote? FalseAlarms { get; init; }

    /// <summary>Share of features that must be present for a window to be scored.</summary>
    public double MinimumFeatureShare { get; init; } = 0.6;

    /// <summary>Windows that the fit used.</summary>
    public int Windows { get; init; }
}
