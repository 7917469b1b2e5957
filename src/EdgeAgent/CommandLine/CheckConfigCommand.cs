using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin check-config</c>: every mistake in a station file, with its line and how to put it right.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Station files.", Arity = ArgumentArity.OneOrMore };
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "check-config",
            "Check station files whole and list every mistake as file:line: path: what is wrong; what to do.",
            """
            edgetwin check-config /etc/edgetwin/station.json
            edgetwin check-config --json station.json
            """)
        {
            files, json,
        };
        command.SetAction(parsed => Check(
            parsed.GetRequiredValue(files),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Check(IReadOnlyList<string> files, bool asJson, TextWriter output, TextWriter error)
    {
        var results = files.Select(file => StationFile.Load(file)).ToList();
        if (asJson)
            output.WriteLine(new JsonArray([.. results.Select(ToJson)]).ToJsonString());
        else
            results.ForEach(result => Print(result, output, error));
        return results.All(result => result.IsValid) ? ExitCode.Ok : ExitCode.InvalidConfiguration;
    }

    private static void Print(StationLoadResult result, TextWriter output, TextWriter error)
    {
        if (result.IsValid)
        {
            output.WriteLine($"{result.SourceName}: {Terminal.Green("ok", output)}: {Summary(result.Configuration)}");
            return;
        }

        foreach (var mistake in result.Errors)
            error.WriteLine(mistake.Describe(result.SourceName));
        error.WriteLine($"{result.SourceName}: {Terminal.Red(Count(result.Errors.Count, "mistake"), error)}");
    }

    private static JsonObject ToJson(StationLoadResult result) => new()
    {
        ["file"] = result.SourceName,
        ["valid"] = result.IsValid,
        ["summary"] = result.IsValid ? Summary(result.Configuration) : null,
        ["errors"] = new JsonArray([.. result.Errors.Select(ToJson)]),
    };

    private static JsonObject ToJson(ConfigurationError mistake) => new()
    {
        ["path"] = mistake.Path,
        ["line"] = mistake.Line,
        ["problem"] = mistake.Problem,
        ["fix"] = mistake.Fix,
    };

    /// <summary>For example <c>15 sensors, 29 channels, 1 span, 3 members, 8 rules, simulated</c>.</summary>
    private static string Summary(StationConfiguration station)
    {
        var channels = station.Sensors.Sum(sensor => SensorCatalog.Find(sensor.Kind)?.Describe(sensor.ToSettings()).Channels.Count ?? 0);
        var members = station.Structure.Spans.Sum(span => span.Members.Count);
        return string.Join(
            ", ",
            Count(station.Sensors.Count, "sensor"),
            Count(channels, "channel"),
            Count(station.Structure.Spans.Count, "span"),
            Count(members, "member"),
            Count(station.Rules.Count, "rule"),
            station.Simulation is null ? "real buses" : "simulated bridge");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
