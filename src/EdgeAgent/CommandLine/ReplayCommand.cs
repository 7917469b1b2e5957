using System.CommandLine;
using System.Globalization;
using EdgeTwin.EdgeAgent.Hosting;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin replay</c>: recordings through the same signal path.</summary>
internal static class ReplayCommand
{
    private const int MaximumWindowSeconds = 86_400;
    private const double MaximumPace = 100_000;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Recordings, CSV or CSV.GZ: a first column time_s or timestamp, then one column per channel (acc_03_mps2, strain_01_ue, …).",
            Arity = ArgumentArity.OneOrMore,
        };
        var config = new Option<string?>("--config", "-c")
        {
            Description = "Station file with windows, features and rules. Default: made up from the recording's columns.",
            HelpName = "FILE",
        };
        var window = SharedOptions.Number<int>(
            "--window-seconds",
            "N",
            "Length of a window in seconds. Default: as the station file says, else 10.",
            seconds => seconds is >= 1 and <= MaximumWindowSeconds,
            $"write a whole number from 1 to {MaximumWindowSeconds}.");
        var start = new Option<DateTimeOffset?>("--start")
        {
            Description = "UTC of the first sample, for example 2026-05-01T06:00:00Z, where the recording counts seconds from its start.",
            HelpName = "TIME",
            CustomParser = ParseTime,
        };
        var pace = SharedOptions.Number<double>(
            "--pace",
            "N",
            "Recorded seconds per real second; 0 (the default) is as fast as it goes.",
            number => number is >= 0 and <= MaximumPace,
            $"write a number from 0 (as fast as it goes) to {MaximumPace:0}; 1 is the recorded pace.");
        var output = new Option<string>("--output", "-o")
        {
            Description = "File for the features as JSON lines; '-' (the default) is standard output.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "-",
        };
        var command = new DocumentedCommand(
            "replay",
            "Take recordings through the signal path and write the features of every window as JSON lines.",
            """
            edgetwin replay bridge.csv > features.jsonl
            edgetwin replay --window-seconds 20 --output features.jsonl monday.csv.gz tuesday.csv.gz
            """)
        {
            files, config, window, start, pace, output,
        };
        command.SetAction((parsed, cancellationToken) => ReplayRunner.RunAsync(
            new ReplayOptions
            {
                Files = parsed.GetRequiredValue(files),
                ConfigFile = parsed.GetValue(config),
                WindowSeconds = parsed.GetValue(window),
                Start = parsed.GetValue(start),
                Pace = parsed.GetValue(pace) ?? 0,
                Output = parsed.GetValue(output) ?? "-",
            },
            cancellationToken));
        return command;
    }

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, Style, out var time))
            return time;
        result.AddError($"--start: '{result.Tokens[0].Value}' is not a time; write one like 2026-05-01T06:00:00Z.");
        return null;
    }
}
