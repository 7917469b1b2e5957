using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin explain</c>: why an alarm was raised and what became of it, from its record alone.</summary>
internal static class ExplainCommand
{
    /// <summary>More steps than any alarm of a sound rule takes.</summary>
    private const int StepsMax = 1000;
    private const int NamedMax = 5;

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The alarm, for example A-000017; its number alone will do." };
        var state = SharedOptions.State();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "explain",
            "Say why an alarm was raised and what became of it: rule, values, contributions, circumstances, steps.",
            """
            edgetwin explain A-000017
            edgetwin explain 17 --state /var/lib/edgetwin --json
            """)
        {
            id, state, json,
        };
        command.SetAction(parsed => StoreCommand.Run(parsed, parsed.GetValue(state), (store, output) =>
        {
            var wanted = FullId(parsed.GetRequiredValue(id));
            if (store.FindAlarm(wanted) is not { } alarm)
                return StoreCommand.Refuse(parsed, Unknown(wanted, store));
            var steps = store.AlarmHistory(StepsMax, alarm.Id);
            if (parsed.GetValue(json))
                output.WriteLine(ToJson(alarm, steps));
            else
                output.Write(AlarmExplainer.Explain(alarm, steps));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string FullId(string asked) =>
        long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? "A-" + number.ToString("D6", CultureInfo.InvariantCulture)
            : asked.ToUpperInvariant();

    private static string Unknown(string id, StoreReader store)
    {
        var newest = store.RecentAlarms(NamedMax);
        return newest.Count == 0
            ? $"There is no alarm {id}: this station has raised none."
            : $"There is no alarm {id}. The newest are {string.Join(", ", newest.Select(alarm => alarm.Id))}.";
    }

    private static string ToJson(Alarm alarm, IReadOnlyList<AlarmStep> steps)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            AlarmPayload.WriteFields(json, alarm);
            json.WritePropertyName("explanation");
            alarm.Explanation.WriteTo(json);
            json.WriteStartArray("steps");
            foreach (var step in steps.Reverse())
            {
                json.WriteStartObject();
                json.WriteTime("at", step.UtcNs);
                json.WriteString("previous", AlarmPayload.Name(step.Previous.ToString()));
                json.WriteString("state", AlarmPayload.Name(step.State.ToString()));
                if (step.AcknowledgedBy is { } who)
                    json.WriteString("acknowledgedBy", who);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
