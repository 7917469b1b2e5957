using System.Runtime.InteropServices;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Runs the station until it is told to stop. A new valid station file (SIGHUP) builds the station anew; a bad one is reported whole and changes nothing.
/// Without any valid file it waits for one, with its page up: a technician on site reads there what is wrong, and systemd has nothing to restart.
/// </summary>
internal static class AgentRunner
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var configurations = Open(options);
        foreach (var error in configurations.LastErrors)
            await Console.Error.WriteLineAsync(error.Describe(configurations.SourceName));
        if (configurations.LastErrors.Count > 0)
            await Console.Error.WriteLineAsync(configurations.Current is null
                ? "Nothing is measured: there is no earlier station file to go on with. Put right what is listed above; the station then starts by itself."
                : "The station goes on with the last good station file until these are put right.");
        using var stateLock = StateLock.TryTake(options.StateDirectory);
        if (stateLock is null)
        {
            await Console.Error.WriteLineAsync(
                $"Another agent already runs on {options.StateDirectory}. Stop it first, or give this one a directory of its own with --state.");
            return ExitCode.Failure;
        }

        // Between two agents nobody else listens, and an unheard SIGHUP would end the program.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        while (true)
        {
            await using IAgent agent = configurations.Current is null
                ? new WaitingAgent(options, configurations, TimeProvider.System, new SystemdNotifier())
                : new Agent(options, configurations);
            var end = await agent.RunAsync(cancellationToken);
            if (end != AgentEnd.Reload)
                return end == AgentEnd.Stopped ? ExitCode.Ok : ExitCode.Failure;
        }
    }

    private static ConfigurationStore Open(RunOptions options)
    {
        if (options.ConfigFile is { } file)
            return ConfigurationStore.Open(file, options.StateDirectory);
        var builtIn = options.Demo ? ExampleStations.Demo() : ExampleStations.Reference();
        return ConfigurationStore.OpenBuiltIn(builtIn, options.StateDirectory);
    }
}
