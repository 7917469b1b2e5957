using System.CommandLine;

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
            "Check station files whole and list every mistake as file:line: path: what is wrong; how to put it right.",
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
        foreach (var file in files)
            error.WriteLine($"{file}: not checked in this build{(asJson ? " (json)" : "")}.");
        output.Flush();
        return ExitCode.Failure;
    }
}
