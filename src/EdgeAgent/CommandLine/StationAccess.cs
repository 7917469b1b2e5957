using System.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Hosting;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>
/// How <c>scan</c> and <c>sensors</c> reach the chips: through the agent where one runs on the state directory, so that it is not disturbed;
/// otherwise directly, as the station file says, while no agent can start on that directory.
/// </summary>
internal static class StationAccess
{
    /// <param name="parsed">The command line.</param>
    /// <param name="config">The station file that was named; <see langword="null"/>: the built-in one.</param>
    /// <param name="stateDirectory">The state directory.</param>
    /// <param name="askAgentAsync">Asks the running agent; returns the exit code.</param>
    /// <param name="work">Works directly; returns the exit code.</param>
    /// <param name="cancellationToken">Ends both.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed, string? config, string stateDirectory,
        Func<Task<int>> askAgentAsync, Func<StationConfiguration, int> work, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            if (!await ControlClient.IsAgentThereAsync(stateDirectory, cancellationToken))
                return Directly(config, stateDirectory, work, error);
            await error.WriteLineAsync($"An agent runs on {stateDirectory}; it is asked, with its own station file.");
            return await askAgentAsync();
        }
        catch (ControlException refusal)
        {
            await error.WriteLineAsync($"{Terminal.Red("edgetwin:", error)} {refusal.Message}");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failure;
        }
    }

    private static int Directly(string? config, string stateDirectory, Func<StationConfiguration, int> work, TextWriter error)
    {
        var loaded = config is null ? StationFile.Parse(ExampleStations.Reference(), "built-in station") : StationFile.Load(config);
        if (!loaded.IsValid)
        {
            foreach (var mistake in loaded.Errors)
                error.WriteLine(mistake.Describe(loaded.SourceName));
            return ExitCode.InvalidConfiguration;
        }

        if (config is null)
            error.WriteLine("No --config: this is the simulated reference station that is built in.");
        // Simulated chips are this command's own; real ones must not get a second reader meanwhile.
        if (loaded.Configuration.Simulation is not null || !Directory.Exists(stateDirectory))
            return work(loaded.Configuration);
        using var stateLock = StateLock.TryTake(stateDirectory);
        if (stateLock is not null)
            return work(loaded.Configuration);
        error.WriteLine($"{Terminal.Red("edgetwin:", error)} An agent on {stateDirectory} is starting or stopping. Try again in a few seconds.");
        return ExitCode.Failure;
    }
}
