namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Samples without a gap.</summary>
/// <param name="StartTimeNs">Time of the first, ns since 1970 in UTC.</param>
/// <param name="SampleRateHz">Their rate, Hz.</param>
/// <param name="Samples">At least one, none missing.</param>
internal sealed record Stretch(long StartTimeNs, double SampleRateHz, double[] Samples);
