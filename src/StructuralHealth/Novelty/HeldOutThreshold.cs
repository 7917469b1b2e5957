namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// A threshold for any score, from the tail of scores that the model had not seen. An alarm is a number of consecutive windows above it.
/// The level above which the tail is described is the highest of the quantiles 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5 that leaves 40
/// separate peaks, or else the one that leaves most; the sizes of the peaks follow a generalised Pareto distribution by maximum likelihood
/// with a shape of 0 to 0.5.
/// </summary>
/// <param name="Threshold">Score above which a window is unusual.</param>
/// <param name="FalseAlarms">What it costs, with its interval: wider where the peaks themselves come in groups.</param>
/// <param name="Level">Level above which the tail is described.</param>
/// <param name="Shape">Of the generalised Pareto distribution; 0 is exponential.</param>
/// <param name="Scale">Of the generalised Pareto distribution, in the unit of the score.</param>
/// <param name="ExtremalIndex">Of the windows above the level: 1 over the mean length of a group of unusual windows.</param>
/// <param name="BeyondRecord">Whether the record is too short to have shown an alarm at this rate once: the threshold is then extrapolated.</param>
public sealed record HeldOutThreshold(
    double Threshold, FalseAlarmQuote FalseAlarms, double Level, double Shape, double Scale, double ExtremalIndex, bool BeyondRecord)
{
    /// <summary>Finds the threshold.</summary>
    /// <param name="scores">Held-out scores in the order of time; NaN where a window was not scored.</param>
    /// <param name="falseAlarmsPerYear">What it aims at, above 0.</param>
    /// <param name="windowsPerYear">Windows in a year, above 0.</param>
    /// <param name="persistenceWindows">Consecutive windows above the threshold that make an alarm, at least 1.</param>
    /// <returns><see langword="null"/> where the scores show fewer than 8 separate peaks: nothing can be quoted.</returns>
    public static HeldOutThreshold? Of(ReadOnlySpan<double> scores, double falseAlarmsPerYear, double windowsPerYear, int persistenceWindows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(falseAlarmsPerYear);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowsPerYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(persistenceWindows, 1);
        if (ScoreTail.Fit(scores, persistenceWindows) is not { } tail)
            return null;
        var rate = falseAlarmsPerYear / windowsPerYear;
        var threshold = tail.Threshold(rate);
        var heldOut = 0;
        foreach (var score in scores)
            heldOut += double.IsFinite(score) ? 1 : 0;
        return new HeldOutThreshold(
            threshold, tail.Quote(threshold, windowsPerYear, persistenceWindows, heldOut), tail.Level, tail.Shape, tail.Scale, tail.ExtremalIndex,
            rate * heldOut < 1);
    }
}
