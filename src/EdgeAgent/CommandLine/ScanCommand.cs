using System.CommandLine;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.SensorDrivers.Discovery;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin scan</c>: which chips answer on the buses, held against the station file.</summary>
internal static class ScanCommand
{
    private static readonly TimeSpan AgentTimeout = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var state = SharedOptions.State();
        var selfTest = new Option<bool>("--self-test")
        {
            Description = "Let the chips that can test themselves do so. Not beside a running agent.",
        };
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "scan",
            "Find the chips on the buses by reading only, and hold them against the station file: known, new, missing, moved, conflict, unknown.",
            """
            edgetwin scan --config /etc/edgetwin/station.json --state /var/lib/edgetwin
            edgetwin scan --config station.json --self-test
            edgetwin scan --config station.json --json
            """)
        {
            config, state, selfTest, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var stateDirectory = StateDirectory.Resolve(parsed.GetValue(state));
            return StationAccess.RunAsync(
                parsed,
                parsed.GetValue(config),
                stateDirectory,
                () => AskAgentAsync(parsed, stateDirectory, parsed.GetValue(selfTest), parsed.GetValue(json), cancellationToken),
                station => Scan(parsed, station, parsed.GetValue(selfTest), parsed.GetValue(json), cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> AskAgentAsync(
        ParseResult parsed, string stateDirectory, bool selfTest, bool asJson, CancellationToken cancellationToken)
    {
        if (selfTest)
            throw new ControlException("A chip that an agent reads cannot test itself. Stop the agent first, or leave out --self-test.");
        using var client = new ControlClient(stateDirectory, AgentTimeout);
        var answer = await client.PostAsync("control/scan", [], cancellationToken);
        return Print(answer.Deserialize(DiscoveryJson.Scan)!, asJson, parsed.InvocationConfiguration.Output);
    }

    private static int Scan(ParseResult parsed, StationConfiguration station, bool selfTest, bool asJson, CancellationToken cancellationToken)
    {
        using var session = new SensorSession(station, TimeProvider.System);
        var error = parsed.InvocationConfiguration.Error;
        var watched = Terminal.IsWatched(error);
        var answer = session.Scan(selfTest, watched ? progress => Show(progress, error) : null, cancellationToken);
        if (watched)
            error.Write("\r\u001b[K");
        return Print(answer, asJson, parsed.InvocationConfiguration.Output);
    }

    private static void Show(ScanProgress progress, TextWriter error) =>
        error.Write($"\r\u001b[K{progress.Done + 1} of {progress.Total}: {progress.Place}");

    private static int Print(ScanAnswer answer, bool asJson, TextWriter output)
    {
        if (asJson)
            output.WriteLine(JsonSerializer.Serialize(answer, DiscoveryJson.Scan));
        else
            ScanText.Write(answer, output);
        return answer.AsConfigured ? ExitCode.Ok : ExitCode.NotAsConfigured;
    }
}
