using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary>What one command printed and returned.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLineRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await EdgeTwinCommandLine.InvokeAsync(arguments, output, error);
        return new CommandLineRun(exitCode, output.ToString(), error.ToString());
    }
}
