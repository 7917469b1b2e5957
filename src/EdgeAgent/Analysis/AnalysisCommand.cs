using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>
/// One WHAT of <c>edgetwin analyze</c>: files in, one report out. It reads the command line, shows progress to a person who watches, prints the
/// report as tables or as JSON, and turns every error of the input into one message and exit code 1.
/// </summary>
internal sealed class AnalysisCommand : DocumentedCommand
{
    private readonly Argument<string[]> _files;
    private readonly Option<bool> _json = SharedOptions.Json();

    /// <param name="what">The word after <c>analyze</c>.</param>
    /// <param name="description">One sentence: what comes out.</param>
    /// <param name="examples">One command per line.</param>
    /// <param name="filesDescription">What the files must hold.</param>
    /// <param name="options">The command's own options.</param>
    /// <param name="analyse">Makes the report; runs on one thread, looks at <see cref="AnalysisRun.CancellationToken"/> in long loops.</param>
    public AnalysisCommand(
        string what,
        string description,
        string examples,
        string filesDescription,
        IEnumerable<Option> options,
        Func<AnalysisRun, AnalysisReport> analyse)
        : base(what, description, examples)
    {
        _files = new Argument<string[]>("FILE") { Description = filesDescription, Arity = ArgumentArity.OneOrMore };
        _files.Validators.Add(RequireNames);
        Add(_files);
        foreach (var option in options)
            Add(option);
        Add(_json);
        // On a thread of its own: on the caller's, a computation that never looks at the token could not be ended by the termination timeout.
        SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, analyse, cancellationToken), CancellationToken.None));
    }

    private static void RequireNames(ArgumentResult files)
    {
        if (files.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            files.AddError("FILE: a name is empty. Write the path of a file; a variable of the shell may be unset.");
    }

    private int Run(ParseResult parsed, Func<AnalysisRun, AnalysisReport> analyse, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var error = parsed.InvocationConfiguration.Error;
        using var progress = new ProgressBar(error);
        try
        {
            var report = analyse(new AnalysisRun(parsed, parsed.GetRequiredValue(_files), progress, cancellationToken));
            progress.Clear();
            if (parsed.GetValue(_json))
                AnalysisJson.Write(report.Result, output);
            else
                report.WriteText(output);
            return report.ExitCode;
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            error.WriteLine("edgetwin: interrupted; nothing was written.");
            return ExitCode.Failure;
        }
        catch (Exception exception) when (exception is AnalysisException or SensorException or IOException or UnauthorizedAccessException)
        {
            progress.Clear();
            error.WriteLine($"{Terminal.Red("edgetwin:", error)} {exception.Message}");
            return ExitCode.Failure;
        }
    }
}
