using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Hosting;

internal static class AgentRunner
{
    public static Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken) => Task.FromResult(ExitCode.Failure);
}
