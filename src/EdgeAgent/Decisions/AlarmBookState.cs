using System.Buffers;
using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// Counts and shelves as one small JSON object, so that a restart in the middle of a persistence time does not begin it anew. What cannot be read
/// is counted afresh: that delays an alarm by its persistence time at most.
/// </summary>
internal static class AlarmBookState
{
    public static byte[] Write(IReadOnlyList<LimitWatch> limits, ModelWatch model, IReadOnlyList<SensorWatch> sensors, AlarmShelf shelf)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("limits");
            foreach (var limit in limits)
                Write(json, limit.Rule.Id, limit.Persistence);
            json.WriteEndObject();
            Write(json, "model", model.Persistence);
            json.WriteStartObject("sensors");
            foreach (var sensor in sensors)
                Write(json, sensor.SensorId, sensor.Persistence);
            json.WriteEndObject();
            shelf.Write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Read(
        ReadOnlyMemory<byte> saved, IReadOnlyList<LimitWatch> limits, ModelWatch model, List<SensorWatch> sensors, AlarmShelf shelf)
    {
        if (saved.IsEmpty)
            return;
        try
        {
            using var document = JsonDocument.Parse(saved);
            var root = document.RootElement;
            foreach (var limit in limits)
                limit.Persistence = Read(root.GetProperty("limits"), limit.Rule.Id);
            model.Persistence = Read(root, "model");
            foreach (var sensor in root.GetProperty("sensors").EnumerateObject())
            {
                var known = sensors.Find(watch => watch.SensorId == sensor.Name);
                if (known is null)
                    sensors.Add(known = new SensorWatch(sensor.Name));
                known.Persistence = Read(root.GetProperty("sensors"), sensor.Name);
            }

            shelf.Read(root);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            model.Persistence = default;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Persistence persistence)
    {
        if (persistence.IsIdle)
            return;
        json.WriteStartArray(name);
        json.WriteNumberValue(persistence.Violating);
        json.WriteNumberValue(persistence.Back);
        json.WriteEndArray();
    }

    private static Persistence Read(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var counts) ? new Persistence(counts[0].GetInt32(), counts[1].GetInt32()) : default;
}
