namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>What became of every sample set of one sensor.</summary>
/// <param name="Delivered">Measured and handed to the signal path.</param>
/// <param name="Missing">Known to be missing: overrun, failed check, absent chip.</param>
/// <param name="Dropped">Measured, then dropped because the signal path was too slow.</param>
/// <param name="Overruns">Overruns of the chip's buffer.</param>
/// <param name="Unaccounted">Sequence numbers that are none of these; must be 0.</param>
internal readonly record struct SensorAccount(long Delivered, long Missing, long Dropped, long Overruns, long Unaccounted);
