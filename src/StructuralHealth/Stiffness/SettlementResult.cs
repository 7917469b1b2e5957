namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Two load tests compared for a movement of the supports.</summary>
/// <param name="Index">Root mean square over the channels of the change of the unloaded level relative to the effect of the test load. 0 unchanged; proportional to the movement while the structure is elastic.</param>
/// <param name="PValue">Probability of the most significant channel's statistic without a change, corrected for the number of channels (Bonferroni).</param>
/// <param name="IsChanged">Whether the states are told apart: the probability is below the level and the index above the smallest.</param>
/// <param name="Channels">Changes channel by channel.</param>
/// <param name="ShareChange">Largest change, over the places of the load, of a channel's share in the summed response of the sharing channels; NaN when the places cannot be matched or fewer than two channels share.</param>
/// <param name="ShareStandardError">Standard error of that change.</param>
public sealed record SettlementResult(
    double Index, double PValue, bool IsChanged, IReadOnlyList<ChannelLevelChange> Channels, double ShareChange, double ShareStandardError);
