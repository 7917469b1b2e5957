using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Runs the station.</summary>
internal static class AgentRunner
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"edgetwin run is not available in this build (state {options.StateDirectory}).".AsMemory(), cancellationToken);
        return ExitCode.Failure;
    }
}
