using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
internal class DocumentedCommand(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}

/// <summary>The usual help, then the examples of the command and what the exit codes mean.</summary>
internal sealed class DocumentedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is DocumentedCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var line in command.Examples.Split('\n'))
                output.WriteLine($"  {line}");
            output.WriteLine();
        }

        output.WriteLine("Exit codes: 0 done; 1 it did not work; 2 wrong command line; 3 invalid station file; 4 sensors are not as configured.");
        return ExitCode.Ok;
    }
}
