using System.Buffers;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Decisions;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>The record of one step in an alarm's life, and the alarm as shown in the reported state.</summary>
internal static class AlarmPayload
{
    public static byte[] Write(AlarmChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteFields(json, change.Alarm);
            json.WriteString("previous", Name(change.Previous.ToString()));
            json.WriteTime("at", change.UtcNs);
            json.WritePropertyName("explanation");
            change.Alarm.Explanation.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Everything but the explanation, into an object that is open.</summary>
    public static void WriteFields(Utf8JsonWriter json, Alarm alarm)
    {
        json.WriteString("id", alarm.Id);
        json.WriteString("key", alarm.Key);
        json.WriteString("class", Name(alarm.Class.ToString()));
        json.WriteString("severity", Name(alarm.Severity.ToString()));
        json.WriteString("state", Name(alarm.State.ToString()));
        json.WriteString("message", alarm.Message);
        json.WriteString("subject", alarm.Subject);
        json.WriteTime("raised", alarm.RaisedUtcNs);
        if (alarm.ReturnedUtcNs is { } returned)
            json.WriteTime("returned", returned);
        if (alarm.AcknowledgedUtcNs is { } acknowledged)
            json.WriteTime("acknowledged", acknowledged);
        if (alarm.AcknowledgedBy is { } by)
            json.WriteString("acknowledgedBy", by);
    }

    /// <summary>Names of states and severities on the wire start with a small letter.</summary>
    public static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
