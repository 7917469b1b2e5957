using System.Text.Json.Serialization;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>One number per window.</summary>
/// <param name="Index">Position in <see cref="FeatureFrame.Values"/>.</param>
/// <param name="Id">Identifier: <c>acc-3.z/rms</c>, <c>strain-2.strain/range</c>, <c>span-1/mode-1-frequency</c>.</param>
/// <param name="Source">Channel (<c>acc-3.z</c>) or span (<c>span-1</c>) it describes.</param>
/// <param name="Quantity">The part after the slash.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Span">Span it belongs to.</param>
/// <param name="Member">Member the sensor sits on; empty for a feature of a whole span.</param>
/// <param name="Label">What a person reads: "Range of strain at midspan girder", "Frequency of mode 1 of span 1".</param>
internal sealed record FeatureDefinition(
    int Index, string Id, string Source, string Quantity, string Unit, string Span, string Member, string Label)
{
    /// <summary>Direction of the channel it describes; empty when it has none. Known while the station runs, not stored with windows.</summary>
    [JsonIgnore]
    public string Direction { get; init; } = "";
}
