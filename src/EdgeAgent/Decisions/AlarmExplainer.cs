using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// Tells why an alarm was raised and what became of it, from its record alone: the station may have other rules, another model and another version of
/// the program by now. What the record does not hold is left out, never guessed.
/// </summary>
internal static class AlarmExplainer
{
    /// <param name="alarm">The alarm as stored.</param>
    /// <param name="steps">Its steps, newest first, as the store gives them.</param>
    public static string Explain(Alarm alarm, IReadOnlyList<AlarmStep> steps)
    {
        var text = new StringBuilder();
        Line(text, $"{alarm.Id}  {Word(alarm.Severity)} ({Word(alarm.Class)}), {Word(alarm.State)}");
        Line(text, alarm.Message);
        Line(text, "");
        if (alarm.Explanation.ValueKind is JsonValueKind.Object)
            Why(text, alarm.Explanation);
        Line(text, "");
        Line(text, "What happened:");
        foreach (var step in steps.Reverse())
        {
            var who = step.State is AlarmState.AcknowledgedActive or AlarmState.Normal && step.AcknowledgedBy is { } name ? $", acknowledged by {name}" : "";
            Line(text, $"  {JsonTimes.Iso(step.UtcNs)}  {Word(step.Previous)} -> {Word(step.State)}{who}");
        }

        return text.ToString();
    }

    private static void Why(StringBuilder text, JsonElement record)
    {
        switch (Text(record, "kind"))
        {
            case "limit":
                Limit(text, record);
                break;
            case "model":
                Model(text, record);
                break;
            case "sensor":
                Sensor(text, record);
                break;
            default:
                Field(text, "Details", record.TryGetProperty("details", out var details) ? details.GetRawText() : null);
                break;
        }

        Circumstances(text, record);
    }

    private static void Limit(StringBuilder text, JsonElement record)
    {
        var feature = Object(record, "feature");
        var rule = Object(record, "rule");
        var unit = Text(feature, "unit") ?? "";
        Field(text, "Rule", $"{Text(rule, "id")}: {Kind(rule, unit)}, for {Text(rule, "persistenceWindows")} window(s) in a row, hysteresis {Measured(rule, "hysteresis", unit)}");
        Field(text, "Measured", $"{Text(feature, "label")} ({Text(feature, "id")}) = {Measured(record, "value", unit)}");
        if (Text(record, "clipped") == "true")
            Field(text, "Clipped", "the channel ran into the end of its measuring range and came back; the true value is further out than the measured one");
        Field(text, "Limit", Measured(record, "limit", unit));
        Field(text, "Expected", Measured(record, "expected", unit));
        Field(text, "Completeness", Text(record, "completeness"));
    }

    private static void Model(StringBuilder text, JsonElement record)
    {
        Field(text, "Model", Text(record, "model"));
        Field(text, "Score", $"{Measured(record, "score", "")}, {Measured(record, "index", "")} times the threshold of {Measured(record, "threshold", "")}, for {Text(record, "persistenceWindows")} windows in a row");
        Line(text, "Contributions to the score:");
        if (!record.TryGetProperty("contributions", out var contributions))
            return;
        foreach (var part in contributions.EnumerateArray())
        {
            var unit = Text(part, "unit") ?? "";
            var share = part.TryGetProperty("share", out var value) ? value.GetDouble().ToString("P0", CultureInfo.InvariantCulture) : "";
            Line(text, $"  {share,6}  {Text(part, "label") ?? Text(part, "id")}: {Measured(part, "value", unit)}, expected {Measured(part, "expected", unit)}");
        }
    }

    private static void Sensor(StringBuilder text, JsonElement record)
    {
        Field(text, "Sensor", Text(record, "sensor"));
        if (!record.TryGetProperty("faults", out var faults))
            return;
        foreach (var fault in faults.EnumerateArray())
            Line(text, $"  {Text(fault, "channel")} ({Text(fault, "reason")}): {Text(fault, "message")}");
    }

    private static void Circumstances(StringBuilder text, JsonElement record)
    {
        var window = Object(record, "window");
        if (window.ValueKind is JsonValueKind.Object)
            Field(text, "Window", $"{Text(window, "start")} to {Text(window, "end")}, clock {Text(window, "clockSource")}");
        Field(text, "Temperature", Measured(record, "temperatureC", "degC"));
        Field(text, "Excitation", Measured(record, "excitationMps2", "m/s2"));
        if (record.TryGetProperty("firstOut", out var first))
            Field(text, "First out", first.GetBoolean() ? "yes" : $"no, {Text(record, "after")} came first");
        if (record.TryGetProperty("occurrence", out var occurrence) && occurrence.GetInt32() > 1)
            Field(text, "Occurrence", occurrence.GetRawText());
        Field(text, "Baseline", record.TryGetProperty("baseline", out var baseline) ? baseline.GetRawText() : null);
        Field(text, "Software", Text(record, "softwareVersion"));
    }

    private static string Kind(JsonElement rule, string unit) =>
        Measured(rule, "above", unit) is { } above ? $"above {above}"
        : Measured(rule, "below", unit) is { } below ? $"below {below}"
        : $"{Measured(rule, "dropPercent", "%")} below the expectation";

    private static JsonElement Object(JsonElement record, string name) =>
        record.ValueKind is JsonValueKind.Object && record.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement record, string name) => Object(record, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        var value => value.GetRawText(),
    };

    private static string? Measured(JsonElement record, string name, string unit) =>
        Object(record, name) is { ValueKind: JsonValueKind.Number } value ? AlarmTexts.Number(value.GetDouble(), unit) : null;

    private static string Word(Enum value)
    {
        var words = new StringBuilder();
        foreach (var letter in value.ToString())
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        return words.ToString();
    }

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Line(text, $"{name + ":",-14}{value}");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
