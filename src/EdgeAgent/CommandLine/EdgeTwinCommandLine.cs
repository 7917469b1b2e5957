using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using EdgeTwin.EdgeAgent.Analysis;
using EdgeTwin.EdgeAgent.Analysis.Conversion;
using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>The command line of <c>edgetwin</c>: one class per command; this one puts them together and turns a wrong usage into exit code 2.</summary>
internal static class EdgeTwinCommandLine
{
    /// <summary>How long a command may take to put things in order after SIGINT or SIGTERM. The unit file allows 30 s.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(25);

    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var result = CreateRoot().Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = TerminationTimeout,
        };
        if (result.Action is ParseErrorAction)
            return ReportUsage(result, error);
        return await result.InvokeAsync(invocation, cancellationToken);
    }

    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("EdgeTwin: the edge half of a bridge's digital twin. Measures, judges, keeps and syncs.")
        {
            RunCommand.Create(),
            CheckConfigCommand.Create(),
            ScanCommand.Create(),
            SensorsCommand.Create(),
            ReplayCommand.Create(),
            AnalyzeCommand.Create(),
            ConvertCommand.Create(),
            SimulateCommand.Create(),
            ExplainCommand.Create(),
            AuditCommand.Create(),
            VersionCommand.Create(),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual })
                option.Action = new DocumentedHelp(usual);
        }

        return root;
    }

    private static int ReportUsage(ParseResult result, TextWriter error)
    {
        var command = result.CommandResult.Command;
        var names = CommandNames(result.CommandResult);
        foreach (var mistake in result.Errors.Select(mistake => mistake.Message).Distinct())
            error.WriteLine($"{Terminal.Red("edgetwin:", error)} {mistake}");
        if (command.Subcommands.Count > 0)
        {
            var possible = command.Subcommands.Select(subcommand => subcommand.Name).ToList();
            var word = result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : "";
            error.WriteLine($"After '{names}': {Spelling.Advice(word, possible, "commands")}");
        }

        error.WriteLine($"'{names} --help' shows what is possible.");
        return ExitCode.Usage;
    }

    private static string CommandNames(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{CommandNames(parent)} {command.Command.Name}" : "edgetwin";
}
