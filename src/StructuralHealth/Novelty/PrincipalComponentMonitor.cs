using EdgeTwin.StructuralHealth.Normalisation;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>What a monitor by principal components is asked for.</summary>
public sealed record PrincipalComponentOptions
{
    /// <summary>Share of the variance that the kept components explain, above 0 and below 1.</summary>
    public double VarianceExplained { get; init; } = 0.9;

    /// <summary>False alarms per year of T² and Q together; each is given half. Above 0.</summary>
    public double FalseAlarmsPerYear { get; init; } = 1;

    /// <summary>Windows in a year.</summary>
    public double WindowsPerYear { get; init; } = 525_960;

    /// <summary>Consecutive windows above a threshold that make an alarm.</summary>
    public int PersistenceWindows { get; init; } = 5;

    /// <summary>Groups of windows that are held out in turn. At least 2.</summary>
    public int Folds { get; init; } = 5;
}

/// <summary>Hotelling's T² and Q with thresholds from held-out windows; needs no thermometer. Immutable.</summary>
/// <param name="Components">The model of all windows.</param>
/// <param name="TSquared">Threshold of T²: the common movement is larger than in training, for example colder than ever.</param>
/// <param name="Q">Threshold of Q: the features no longer move together as they did.</param>
public sealed record PrincipalComponentMonitor(PrincipalComponents Components, HeldOutThreshold TSquared, HeldOutThreshold Q)
{
    /// <summary>Fits.</summary>
    /// <param name="rows">[window][feature] in the order of time; NaN where missing.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="refusal">Why there is none; empty when there is one.</param>
    /// <returns>The monitor, or <see langword="null"/>.</returns>
    public static PrincipalComponentMonitor? Fit(IReadOnlyList<double[]> rows, PrincipalComponentOptions options, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2);
        refusal = "The features have too few complete windows (three per feature are needed), one of them is constant, or one says the same as others.";
        if (PrincipalComponents.Fit(rows, options.VarianceExplained) is not { } components)
            return null;
        var (tSquared, q) = (new double[rows.Count], new double[rows.Count]);
        for (var fold = 0; fold < options.Folds; fold++)
        {
            var held = fold;
            bool IsHeld(int window) => HeldOutBlocks.FoldOf(window, rows.Count, options.Folds) == held;
            if (PrincipalComponents.FitKeeping([.. rows.Where((_, w) => !IsHeld(w))], components.Loadings.Count) is not { } training)
                return null;
            var parts = new double[training.Mean.Count];
            for (var window = 0; window < rows.Count; window++)
            {
                if (IsHeld(window))
                    (tSquared[window], q[window]) = training.Score(rows[window], parts, new double[parts.Length]);
            }
        }

        HeldOutThreshold? Threshold(double[] scores) =>
            HeldOutThreshold.Of(scores, options.FalseAlarmsPerYear / 2, options.WindowsPerYear, options.PersistenceWindows);
        refusal = "The held-out scores show too few separate excursions; the period is too short for the persistence.";
        if (Threshold(tSquared) is not { } ofTSquared || Threshold(q) is not { } ofQ)
            return null;
        refusal = "";
        return new PrincipalComponentMonitor(components, ofTSquared, ofQ);
    }
}
