using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Takes recordings through the signal path.</summary>
internal static class ReplayRunner
{
    public static async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"edgetwin replay is not available in this build ({options.Files.Count} files).".AsMemory(), cancellationToken);
        return ExitCode.Failure;
    }
}
