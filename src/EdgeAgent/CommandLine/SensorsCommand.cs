using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Discovery;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin sensors</c>: what every sensor delivers now, and whether it is as good as its data sheet.</summary>
internal static class SensorsCommand
{
    private const double SecondsDefault = 10;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var state = SharedOptions.State();
        var seconds = SharedOptions.Number<double>(
            "--seconds",
            "N",
            $"Seconds of data to judge, 1 to {SensorMeter.SecondsMax}. Default: {SecondsDefault:0}.",
            number => number is >= 1 and <= SensorMeter.SecondsMax,
            $"write a number from 1 to {SensorMeter.SecondsMax}.");
        var watch = new Option<bool>("--watch", "-w") { Description = "Go on until Ctrl-C, with a new table every two seconds." };
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "sensors",
            "Show what every sensor delivers: values, noise beside the data sheet's, gravity, rate, losses.",
            """
            edgetwin sensors --config /etc/edgetwin/station.json --state /var/lib/edgetwin
            edgetwin sensors --seconds 30 --json
            edgetwin sensors --watch
            """)
        {
            config, state, seconds, watch, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var view = new View(
                parsed.GetValue(seconds) ?? SecondsDefault, parsed.GetValue(watch), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            var stateDirectory = StateDirectory.Resolve(parsed.GetValue(state));
            return StationAccess.RunAsync(
                parsed,
                parsed.GetValue(config),
                stateDirectory,
                () => AskAgentAsync(view, stateDirectory, cancellationToken),
                station => Measure(view, station, parsed.InvocationConfiguration.Error, cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> AskAgentAsync(View view, string stateDirectory, CancellationToken cancellationToken)
    {
        using var client = new ControlClient(stateDirectory);
        var path = string.Create(CultureInfo.InvariantCulture, $"control/sensors?seconds={view.Seconds}");
        while (true)
        {
            var answer = await client.GetAsync(path, cancellationToken);
            var exitCode = view.Show(answer.Deserialize(DiscoveryJson.Sensors)!);
            if (!view.Watch || !await WaitAsync(cancellationToken))
                return exitCode;
        }
    }

    private static int Measure(View view, StationConfiguration station, TextWriter error, CancellationToken cancellationToken)
    {
        var isPaced = view.Watch || station.Simulation is null;
        using var session = new SensorSession(station, TimeProvider.System, isPaced ? station.Simulation?.Speed ?? 1 : SensorSession.Unpaced);
        if (isPaced && Terminal.IsWatched(error))
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measuring for {(view.Watch ? WatchInterval.TotalSeconds : view.Seconds):0.#} s …"));
        while (true)
        {
            session.Measure(view.Watch ? WatchInterval : TimeSpan.FromSeconds(view.Seconds), cancellationToken);
            var exitCode = view.Show(session.Report(view.Seconds));
            if (!view.Watch || cancellationToken.IsCancellationRequested)
                return exitCode;
        }
    }

    private static async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(WatchInterval, TimeProvider.System);
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record View(double Seconds, bool Watch, bool AsJson, TextWriter Output)
    {
        public int Show(SensorsReport report)
        {
            if (AsJson)
            {
                Output.WriteLine(JsonSerializer.Serialize(report, DiscoveryJson.Sensors));
            }
            else
            {
                if (Watch && Terminal.IsWatched(Output))
                    Output.Write("\u001b[H\u001b[2J");
                SensorsText.Write(report, Output);
            }

            return report.AllRun ? ExitCode.Ok : ExitCode.NotAsConfigured;
        }
    }
}
