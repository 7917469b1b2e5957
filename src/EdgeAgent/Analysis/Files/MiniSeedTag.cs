using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>
/// What a source identifier cannot say, kept in version 3's extra headers under <c>EdgeTwin</c>: the channel's own name, quantity and unit, and
/// the units per count where integers are stored.
/// </summary>
/// <param name="Channel">Name of the channel, for example <c>acc_03_mps2</c>.</param>
/// <param name="Quantity">What it measures, for example <c>acceleration</c>.</param>
/// <param name="Unit">Unit of a sample times <paramref name="Scale"/>; empty where not known.</param>
/// <param name="Scale">Units per count, above 0; 1 where numbers are stored as they are.</param>
internal sealed record MiniSeedTag(string Channel, string Quantity, string Unit, double Scale)
{
    private const string Key = "EdgeTwin";

    /// <summary>The tag of a record; <see langword="null"/> where it has none, or one that is not of this form.</summary>
    public static MiniSeedTag? Of(MiniSeedRecord record)
    {
        if (record.ExtraHeaders.IsEmpty)
            return null;
        try
        {
            var tag = JsonNode.Parse(record.ExtraHeaders.Span)?[Key];
            if (tag?[nameof(Channel)]?.GetValue<string>() is not { Length: > 0 } channel || channel.AsSpan().IndexOfAny(",\"\r\n") >= 0)
                return null;
            var scale = tag[nameof(Scale)]?.GetValue<double>() ?? 1;
            return double.IsFinite(scale) && scale > 0
                ? new MiniSeedTag(channel, tag[nameof(Quantity)]?.GetValue<string>() ?? "", tag[nameof(Unit)]?.GetValue<string>() ?? "", scale)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The extra headers that hold this tag.</summary>
    public string ToExtraHeaders()
    {
        var tag = new JsonObject { [nameof(Channel)] = Channel, [nameof(Quantity)] = Quantity, [nameof(Unit)] = Unit };
        if (Scale != 1)
            tag[nameof(Scale)] = Scale;
        return new JsonObject { [Key] = tag }.ToJsonString();
    }
}
