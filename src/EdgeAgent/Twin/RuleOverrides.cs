using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>
/// The desired section <c>rules</c>: an object of rule id to the values that differ from the station file, for example
/// <c>{"strain-high": {"above": 180, "severity": "critical"}}</c>. It is the whole of what is desired: a rule that is not named is as in the
/// station file, and <c>{}</c> puts all of them back. A limit keeps its kind: what is above a level cannot become a drop.
/// </summary>
internal static class RuleOverrides
{
    /// <summary>The rules as desired, or every reason why not, by path.</summary>
    public static (IReadOnlyList<RuleConfiguration> Rules, IReadOnlyList<string> Reasons) Apply(
        IReadOnlyList<RuleConfiguration> stationRules, JsonElement values)
    {
        var reasons = new List<string>();
        if (values.ValueKind is not JsonValueKind.Object)
            return (stationRules, ["values: must be an object of rule id to changed values"]);
        var rules = stationRules.ToList();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in values.EnumerateObject())
        {
            var index = rules.FindIndex(rule => rule.Id == change.Name);
            if (!named.Add(change.Name))
                reasons.Add($"{change.Name}: is named twice");
            else if (index < 0)
                reasons.Add($"{change.Name}: no such rule; the station has {Names(stationRules)}");
            else if (change.Value.ValueKind is not JsonValueKind.Object)
                reasons.Add($"{change.Name}: must be an object");
            else
                rules[index] = Changed(rules[index], change.Value, reasons);
        }

        return (rules, reasons);
    }

    private static RuleConfiguration Changed(RuleConfiguration rule, JsonElement values, List<string> reasons)
    {
        foreach (var value in values.EnumerateObject())
        {
            var path = $"{rule.Id}.{value.Name}";
            rule = value.Name switch
            {
                "above" when rule.Above is not null => rule with { Above = Number(value, path, reasons) },
                "below" when rule.Below is not null => rule with { Below = Number(value, path, reasons) },
                "dropPercent" when rule.DropPercent is not null => rule with { DropPercent = Number(value, path, reasons) },
                "above" or "below" or "dropPercent" => Refuse(rule, $"{path}: the rule is of another kind; change it in the station file", reasons),
                "hysteresis" => rule with { Hysteresis = Number(value, path, reasons) },
                "persistenceWindows" => rule with { PersistenceWindows = Whole(value, path, reasons) },
                "severity" => rule with { Severity = Severity(value, path, reasons) },
                "message" => rule with { Message = Text(value, path, reasons) },
                _ => Refuse(rule, $"{path}: unknown; a rule has above, below, dropPercent, hysteresis, persistenceWindows, severity and message", reasons),
            };
        }

        return rule;
    }

    private static RuleConfiguration Refuse(RuleConfiguration rule, string reason, List<string> reasons)
    {
        reasons.Add(reason);
        return rule;
    }

    private static double Number(JsonProperty value, string path, List<string> reasons)
    {
        if (value.Value.ValueKind is JsonValueKind.Number && value.Value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        reasons.Add($"{path}: must be a number");
        return 0;
    }

    private static int Whole(JsonProperty value, string path, List<string> reasons)
    {
        if (value.Value.ValueKind is JsonValueKind.Number && value.Value.TryGetInt32(out var number) && number >= 1)
            return number;
        reasons.Add($"{path}: must be a whole number, 1 or above");
        return 1;
    }

    private static AlarmSeverity Severity(JsonProperty value, string path, List<string> reasons)
    {
        switch (value.Value.ValueKind is JsonValueKind.String ? value.Value.GetString() : null)
        {
            case "advisory":
                return AlarmSeverity.Advisory;
            case "warning":
                return AlarmSeverity.Warning;
            case "critical":
                return AlarmSeverity.Critical;
            default:
                reasons.Add($"{path}: must be advisory, warning or critical");
                return AlarmSeverity.Warning;
        }
    }

    private static string Text(JsonProperty value, string path, List<string> reasons)
    {
        if (value.Value.ValueKind is JsonValueKind.String)
            return value.Value.GetString() ?? "";
        reasons.Add($"{path}: must be text");
        return "";
    }

    private static string Names(IReadOnlyList<RuleConfiguration> rules) =>
        rules.Count == 0 ? "none" : string.Join(", ", rules.Select(rule => rule.Id));
}
