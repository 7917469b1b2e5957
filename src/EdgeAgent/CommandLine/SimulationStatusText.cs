using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>
/// Says in words what <c>GET /control/status</c> answered:
/// <c>{"simulated":true,"time":"…Z","speed":1,"damage":[{"member","severity"}],"faults":[{"sensor","fault"}]}</c>. Absent parts are left out.
/// </summary>
internal static class SimulationStatusText
{
    public static void Write(JsonObject status, TextWriter output)
    {
        if (status["simulated"] is JsonValue simulated && simulated.TryGetValue<bool>(out var isSimulated) && !isSimulated)
            output.WriteLine("This station measures a real bridge: nothing is simulated.");
        if (status["time"] is JsonValue time)
            output.WriteLine($"simulated time: {time}");
        if (status["speed"] is JsonValue speed && speed.TryGetValue<double>(out var factor))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed:          {factor:0.##} times real time"));
        WriteEach(status["damage"], "damage:         ", "member", "severity", output);
        WriteEach(status["faults"], "faults:         ", "sensor", "fault", output);
    }

    private static void WriteEach(JsonNode? list, string label, string subject, string property, TextWriter output)
    {
        if (list is not JsonArray entries)
            return;
        var words = entries.OfType<JsonObject>().Select(entry => $"{entry[subject]} {entry[property]}").ToList();
        output.WriteLine(label + (words.Count == 0 ? "none" : string.Join(", ", words)));
    }
}
