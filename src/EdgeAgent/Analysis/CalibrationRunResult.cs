namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What became of one calibration run.</summary>
/// <param name="TimeSeconds">As told.</param>
/// <param name="Refusal">Why it was left out; empty when it was used.</param>
internal sealed record CalibrationRunResult(double TimeSeconds, string Refusal);
