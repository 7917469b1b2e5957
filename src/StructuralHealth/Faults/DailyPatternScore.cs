namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>How unusual a slow channel is at one sample.</summary>
/// <param name="Score">Averaged distance from the channel's habit over the largest of its past; 0 while it learns and for a missing sample.</param>
/// <param name="IsAlarm">Whether the channel has just become unusual.</param>
public readonly record struct DailyPatternScore(double Score, bool IsAlarm);
