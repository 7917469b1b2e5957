using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>Station files for tests: the demo station of the repository with the test's broker, speed and baseline.</summary>
internal static class StationFiles
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The demo station as a tree to be changed.</summary>
    public static JsonObject Demo(int brokerPort, double speed, int baselineWindows)
    {
        var station = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "config", "demo-station.json")), null, Lenient)!.AsObject();
        station.Remove("$schema");
        station["sync"]!["broker"]!["port"] = brokerPort;
        station["simulation"]!["speed"] = speed;
        station["model"]!["baselineWindows"] = baselineWindows;
        if (baselineWindows == 0)
            RemoveRulesThatNeedABaseline(station["rules"]!.AsArray());
        return station;
    }

    private static void RemoveRulesThatNeedABaseline(JsonArray rules)
    {
        foreach (var rule in rules.Where(rule => rule!["dropPercent"] is not null).ToList())
            rules.Remove(rule);
    }

    public static async Task<string> WriteAsync(JsonObject station, string folder)
    {
        var file = Path.Combine(folder, "station.json");
        await File.WriteAllTextAsync(file, station.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return file;
    }
}
