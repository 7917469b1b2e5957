namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>Cycles that a crack still needs to reach a length.</summary>
/// <param name="LengthMm">Its length now: the last reading.</param>
/// <param name="Cycles">Cycles at that reading.</param>
/// <param name="CriticalLengthMm">The length asked for.</param>
/// <param name="MedianCycles">Median of the remaining cycles.</param>
/// <param name="LowCycles">Lower end of the interval; the figure to plan inspections by.</param>
/// <param name="HighCycles">Upper end of the interval.</param>
/// <param name="Confidence">Probability of the interval, given that the crack belongs to the population (see <see cref="CrackGrowthOptions.TransferDeviation"/>).</param>
/// <param name="Segments">Growth rates of the crack itself that the forecast could use.</param>
/// <param name="MisfitRatio">
/// Mean square of the crack's own rates about the population, over what the population's scatter expects; 1 on average. NaN without segments.
/// </param>
/// <param name="MisfitProbability">Probability that a crack of the population fits as badly or worse; below about 0.01 it is not of this population and the interval means little.</param>
/// <param name="Refusal">Why there is no forecast; empty when there is one, and the cycles are then numbers.</param>
public sealed record CrackPrognosis(
    double LengthMm,
    double Cycles,
    double CriticalLengthMm,
    double MedianCycles,
    double LowCycles,
    double HighCycles,
    double Confidence,
    int Segments,
    double MisfitRatio,
    double MisfitProbability,
    string Refusal)
{
    /// <summary>Whether there is a forecast.</summary>
    public bool IsJudged => Refusal.Length == 0;
}
