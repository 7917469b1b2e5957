using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// Fits a baseline: robust regression of each feature on the conditions, robust covariance of the residuals, and a threshold from
/// windows that were held out in blocks of time, so that neighbours of a window do not vouch for it.
/// </summary>
public static class NoveltyFitter
{
    /// <summary>A baseline shorter than this many times the persistence cannot show how often runs of that length occur.</summary>
    private const int RunsMin = 12;

    /// <summary>Fits; takes seconds, so not for the thread of the signal path.</summary>
    /// <param name="windows">The commissioning period, at least <see cref="NoveltyOptions.MinimumWindows"/> long.</param>
    /// <param name="options">What is asked of it.</param>
    /// <param name="cancellationToken">Stops between the steps.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NoveltyFit Fit(NoveltyWindows windows, NoveltyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfOutOfRange(options);
        var refusals = NoveltyColumns.Refusals(windows, options);
        var needed = WindowsNeeded(windows.Features.Count, options);
        var complete = NoveltyColumns.CompleteWindows(windows);
        if (complete < needed)
            refusals.Add(TooFew($"{needed} complete windows are needed for {windows.Features.Count} features and a persistence of {options.PersistenceWindows} windows; there are {complete}."));
        if (refusals.Count > 0)
            return new NoveltyFit(null, refusals, []);

        var covariates = NoveltyColumns.CoveredKnots(windows);
        if (NoveltyEstimate.Fit(windows, covariates, options) is not { } parameters)
            return new NoveltyFit(null, NoveltyColumns.RedundantColumns(windows), []);
        var heldOut = HeldOutScores(windows, covariates, options, cancellationToken);
        if (heldOut is null || ScoreTail.Fit(heldOut, options.PersistenceWindows) is not { } tail)
            return new NoveltyFit(null, [TooFew($"The held-out scores show fewer than {ScoreTail.PeaksMin} separate excursions; the commissioning period is too short for a persistence of {options.PersistenceWindows} windows.")], heldOut ?? []);
        return new NoveltyFit(new NoveltyBaseline(WithThreshold(parameters, tail, heldOut, options)), [], heldOut);
    }

    /// <summary>Complete windows below which <see cref="Fit"/> refuses.</summary>
    /// <param name="features">Number of features.</param>
    /// <param name="options">What is asked.</param>
    public static int WindowsNeeded(int features, NoveltyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Math.Max(Math.Max(options.MinimumWindows, RunsMin * options.PersistenceWindows), options.MinimumWindowsPerFeature * features);
    }

    private static void ThrowIfOutOfRange(NoveltyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.FalseAlarmsPerYear);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.WindowsPerYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PersistenceWindows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CovarianceShare, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CovarianceShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MaximumConditionNumber, 1);
    }

    private static double[]? HeldOutScores(
        NoveltyWindows windows, IReadOnlyList<NoveltyCovariate> covariates, NoveltyOptions options, CancellationToken cancellationToken)
    {
        var scores = new double[windows.Count];
        Array.Fill(scores, double.NaN);
        for (var fold = 0; fold < options.Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var held = fold;
            bool IsHeld(int window) => HeldOutBlocks.FoldOf(window, windows.Count, options.Folds) == held;
            var training = windows.Rows(Enumerable.Range(0, windows.Count).Where(w => !IsHeld(w)));
            if (NoveltyEstimate.Fit(training, covariates, options) is not { } parameters)
                return null;
            var baseline = new NoveltyBaseline(parameters);
            foreach (var window in Enumerable.Range(0, windows.Count).Where(IsHeld))
                scores[window] = Score(baseline, windows, window);
        }

        return scores;
    }

    private static double Score(NoveltyBaseline baseline, NoveltyWindows windows, int window)
    {
        Span<double> contributions = stackalloc double[baseline.FeatureCount];
        return baseline.TryScore(windows.FeaturesOf(window), windows.CovariatesOf(window), contributions, out var score)
            ? WilsonHilferty.Equivalent(score.Score, score.FeaturesUsed, baseline.FeatureCount)
            : double.NaN;
    }

    private static NoveltyParameters WithThreshold(NoveltyParameters parameters, ScoreTail tail, double[] heldOut, NoveltyOptions options)
    {
        var rate = options.FalseAlarmsPerYear / options.WindowsPerYear;
        var threshold = Math.Max(tail.Threshold(rate), IdealThreshold(parameters.Features.Count, rate, options.PersistenceWindows));
        return parameters with
        {
            Threshold = threshold,
            FalseAlarms = tail.Quote(threshold, options.WindowsPerYear, options.PersistenceWindows, heldOut.Count(double.IsFinite)),
        };
    }

    /// <summary>
    /// Threshold for normal residuals and independent windows: the most favourable case there is. An estimate below it only says that the
    /// record was short. A run of m exceedances begins with rate (1 - p) pᵐ.
    /// </summary>
    private static double IdealThreshold(int features, double rate, int persistenceWindows)
    {
        var (low, high) = (0.0, (double)persistenceWindows / (persistenceWindows + 1));
        for (var i = 0; i < 100; i++)
        {
            var middle = 0.5 * (low + high);
            if ((1 - middle) * Math.Pow(middle, persistenceWindows) < rate)
                low = middle;
            else
                high = middle;
        }

        return ChiSquared.InvCDF(features, 1 - low);
    }

    private static NoveltyRefusal TooFew(string message) => new(NoveltyRefusalReason.TooFewWindows, "", message);
}
