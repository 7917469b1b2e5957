using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// Writes what each kind of alarm has to carry, so that anyone can judge it later from the record alone. Numbers are written in full;
/// what is not known is left out.
/// </summary>
internal static class Explanations
{
    /// <summary>Contributions written one by one; the rest is one sum, so that they still add up to the score.</summary>
    public const int ContributionsMax = 12;

    public static void Limit(Utf8JsonWriter json, LimitWatch watch, FeatureFrame frame)
    {
        var (rule, feature) = (watch.Rule, watch.Feature!);
        var value = frame.Values[feature.Index];
        json.WriteString("kind", "limit");
        Rule(json, rule);
        Feature(json, feature);
        Number(json, "value", value);
        if (watch.IsLowerBound)
            json.WriteBoolean("clipped", true);
        Number(json, "limit", rule.Above ?? rule.Below ?? (watch.Expected is { } level ? level * (1 - (rule.DropPercent!.Value / 100)) : double.NaN));
        if (watch.Expected is { } expected && !watch.IsLowerBound)
        {
            Number(json, "expected", expected);
            Number(json, "dropPercent", LimitWatch.DropPercent(value, expected));
        }

        json.WriteNumber("completeness", frame.Completeness[feature.Index]);
        Window(json, frame);
    }

    public static void Model(
        Utf8JsonWriter json, ModelScore score, IReadOnlyList<FeatureContribution> ranked, FeatureFrame frame, FeatureLookup features, int persistenceWindows)
    {
        json.WriteString("kind", "model");
        json.WriteString("model", score.ModelHash);
        Number(json, "score", score.Score);
        Number(json, "index", score.Index);
        Number(json, "threshold", score.Score / score.Index);
        json.WriteNumber("persistenceWindows", persistenceWindows);
        json.WriteStartArray("contributions");
        foreach (var contribution in ranked.Take(ContributionsMax))
            Contribution(json, contribution, features.Find(contribution.FeatureId), score.Score);
        json.WriteEndArray();
        Number(json, "otherContributions", ranked.Skip(ContributionsMax).Sum(contribution => contribution.Contribution));
        Window(json, frame);
    }

    public static void Sensor(Utf8JsonWriter json, SensorWatch sensor, FeatureFrame frame)
    {
        json.WriteString("kind", "sensor");
        json.WriteString("sensor", sensor.SensorId);
        json.WritePropertyName("faults");
        FeaturesPayload.WriteFaults(json, sensor.Faults);
        Window(json, frame);
    }

    public static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
    }

    private static void Rule(Utf8JsonWriter json, RuleConfiguration rule)
    {
        json.WriteStartObject("rule");
        json.WriteString("id", rule.Id);
        json.WriteString("feature", rule.Feature);
        Number(json, "above", rule.Above ?? double.NaN);
        Number(json, "below", rule.Below ?? double.NaN);
        Number(json, "dropPercent", rule.DropPercent ?? double.NaN);
        json.WriteNumber("hysteresis", rule.Hysteresis);
        json.WriteNumber("persistenceWindows", rule.PersistenceWindows);
        json.WriteString("severity", AlarmPayload.Name(rule.Severity.ToString()));
        if (rule.Message.Length > 0)
            json.WriteString("message", rule.Message);
        json.WriteEndObject();
    }

    private static void Feature(Utf8JsonWriter json, FeatureDefinition feature)
    {
        json.WriteStartObject("feature");
        FeatureFields(json, feature);
        json.WriteEndObject();
    }

    private static void FeatureFields(Utf8JsonWriter json, FeatureDefinition feature)
    {
        json.WriteString("id", feature.Id);
        json.WriteString("label", feature.Label);
        json.WriteString("unit", feature.Unit);
        json.WriteString("source", feature.Source);
        json.WriteString("span", feature.Span);
        if (feature.Member.Length > 0)
            json.WriteString("member", feature.Member);
    }

    private static void Contribution(Utf8JsonWriter json, FeatureContribution contribution, FeatureDefinition? feature, double score)
    {
        json.WriteStartObject();
        if (feature is null)
            json.WriteString("id", contribution.FeatureId);
        else
            FeatureFields(json, feature);
        Number(json, "value", contribution.Value);
        Number(json, "expected", contribution.Expected);
        Number(json, "contribution", contribution.Contribution);
        Number(json, "share", contribution.Contribution / score);
        json.WriteEndObject();
    }

    private static void Window(Utf8JsonWriter json, FeatureFrame frame)
    {
        json.WriteStartObject("window");
        json.WriteTime("start", frame.StartUtcNs);
        json.WriteTime("end", frame.EndUtcNs);
        json.WriteNumber("startUtcNs", frame.StartUtcNs);
        json.WriteNumber("endMonotonicNs", frame.EndMonotonicNs);
        json.WriteString("clockSource", AlarmPayload.Name(frame.ClockQuality.Source.ToString()));
        if (frame.ClockQuality.UncertaintyNs != long.MaxValue)
            json.WriteNumber("clockUncertaintyMs", frame.ClockQuality.UncertaintyNs / 1e6);
        json.WriteEndObject();
        Number(json, "temperatureC", frame.TemperatureC);
        Number(json, "excitationMps2", frame.ExcitationMps2);
    }
}
