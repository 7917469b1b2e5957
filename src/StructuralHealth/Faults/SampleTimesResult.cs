namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What the times of a recording's samples say.</summary>
/// <param name="RateHz">Rate without the gaps: one over the mean of the steps that are none.</param>
/// <param name="RateError">Relative difference from the ordered rate; NaN when that is not known.</param>
/// <param name="IsRateWrong">Whether the difference is above the tolerance.</param>
/// <param name="Gaps">Rows behind which samples are missing, with the number missing.</param>
/// <param name="Backward">Rows whose time is not after that of the row before.</param>
public sealed record SampleTimesResult(
    double RateHz, double RateError, bool IsRateWrong, IReadOnlyList<SampleGap> Gaps, IReadOnlyList<int> Backward);
