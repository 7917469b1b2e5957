using System.Buffers;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>The commands that may come from the cloud, and no others.</summary>
internal static class TwinCommands
{
    public const string Ping = "ping";
    public const string AcknowledgeAlarm = "acknowledge-alarm";
    public const string GetState = "get-state";

    private const int WhoLengthMax = 100;

    public static CommandAnswer Run(TwinState twin, string name, ReadOnlyMemory<byte> argumentsJson)
    {
        JsonDocument arguments;
        try
        {
            arguments = JsonDocument.Parse(argumentsJson.IsEmpty ? "{}"u8.ToArray() : argumentsJson);
        }
        catch (JsonException error)
        {
            return Failed($"the arguments are not valid JSON: {error.Message}");
        }

        using (arguments)
        {
            if (arguments.RootElement.ValueKind is not JsonValueKind.Object)
                return Failed("the arguments must be a JSON object");
            return name switch
            {
                Ping => Succeeded(json => json.WriteString("softwareVersion", StationIdentity.SoftwareVersion)),
                AcknowledgeAlarm => Acknowledge(twin, arguments.RootElement),
                GetState => State(twin, arguments.RootElement),
                _ => Failed($"there is no command {name}; there are {Ping}, {AcknowledgeAlarm} and {GetState}"),
            };
        }
    }

    private static CommandAnswer Acknowledge(TwinState twin, JsonElement arguments)
    {
        if (Text(arguments, "id") is not { } id)
            return Failed("id: must be the id of an alarm, such as \"A-000017\"");
        var who = Text(arguments, "who") is { Length: > 0 and <= WhoLengthMax } name ? name : "cloud";
        return twin.AcknowledgeAlarm(id, who) is { } change
            ? Succeeded(json =>
            {
                json.WriteString("id", change.Alarm.Id);
                json.WriteString("state", AlarmPayload.Name(change.Alarm.State.ToString()));
            })
            : Failed($"there is no alarm {id} that waits to be acknowledged");
    }

    private static CommandAnswer State(TwinState twin, JsonElement arguments)
    {
        var only = Text(arguments, "section");
        var sections = twin.ReportedState().Where(section => only is null || section.Section == only).ToArray();
        return sections.Length == 0 && only is not null
            ? Failed($"there is no section {only}; there are {string.Join(", ", ReportedSections.Names)}")
            : Succeeded(json =>
            {
                foreach (var section in sections)
                {
                    json.WriteStartObject(section.Section);
                    json.WriteNumber("version", section.Version);
                    json.WritePropertyName("state");
                    json.WriteRawValue(section.Json.Span);
                    json.WriteEndObject();
                }
            });
    }

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static CommandAnswer Failed(string error) => Answer(false, json => json.WriteString("error", error));

    private static CommandAnswer Succeeded(Action<Utf8JsonWriter> write) => Answer(true, write);

    private static CommandAnswer Answer(bool succeeded, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new CommandAnswer(succeeded, buffer.WrittenSpan.ToArray());
    }
}
