namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Change of one channel's unloaded level between two load tests.</summary>
/// <param name="Change">Later less earlier level, in the unit of the channel.</param>
/// <param name="StandardError">Standard error of the change, from the scatter of the unloaded plateaus within each test.</param>
/// <param name="Statistic">Change over its standard error.</param>
/// <param name="PValue">Probability of a statistic this large without a change (Student's distribution, two-sided).</param>
/// <param name="RelativeToLoad">Change over the largest effect of the test load on the channel.</param>
public readonly record struct ChannelLevelChange(double Change, double StandardError, double Statistic, double PValue, double RelativeToLoad);
