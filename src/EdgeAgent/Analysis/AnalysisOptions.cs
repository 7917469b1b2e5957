using System.CommandLine;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>Options that several analyses have.</summary>
internal static class AnalysisOptions
{
    /// <summary>Names of channels, for <see cref="Files.AnalysisRecording.Choose"/>; empty when not given.</summary>
    public static Option<string[]> Channels() => new("--channels")
    {
        Description = "Channels to take: names or patterns such as acc_*, several separated by spaces or commas. Default: those that fit the analysis.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };

    /// <summary>An option that takes a number between two limits.</summary>
    public static Option<double?> Number(string name, string helpName, string description, double minimum, double maximum) =>
        SharedOptions.Number<double>(
            name, helpName, description, value => value >= minimum && value <= maximum, $"write a number from {minimum:0.######} to {maximum:0.######}.");
}
