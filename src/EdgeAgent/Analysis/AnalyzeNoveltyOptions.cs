using System.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>The options of <c>edgetwin analyze novelty</c>.</summary>
internal sealed class AnalyzeNoveltyOptions
{
    public Option<string[]> Features { get; } = Names("--features", "Columns to judge: names or patterns. Default: every column that is no condition.");

    public Option<string[]> Temperature { get; } = Names("--temperature", "Columns that are conditions as they are, such as temperatures; their slope may change at --kink.");

    public Option<string[]> Excitation { get; } = Names("--excitation", "Columns that are conditions by their logarithm, such as the level of vibration.");

    public Option<string[]> Logarithm { get; } = Names("--logarithm", "Features that enter by their logarithm: ranges and RMS values, which scale with traffic.");

    public Option<string[]> Lags { get; } = Words("--lags", "WINDOWS", "Windows by which further copies of the temperatures lag behind, 1 to 10000: a structure is as warm as the air was hours ago.");

    public Option<double?> Kink { get; } = AnalysisOptions.Number("--kink", "VALUE", "Temperature below which the slope may differ. Default: 0, freezing.", -100, 100);

    public Option<string?> From { get; } = new("--baseline-from") { HelpName = "TIME", Description = "Begin of the baseline: a time, or seconds where the table counts seconds. Default: the first row." };

    public Option<string?> Until { get; } = new("--baseline-until") { HelpName = "TIME", Description = "End of the baseline. Default: the middle of the table." };

    public Option<double?> FalseAlarms { get; } = AnalysisOptions.Number("--false-alarms", "PER_YEAR", "False alarms per year that the thresholds aim at. Default: 1.", 1e-3, 1e4);

    public Option<double?> Persistence { get; } = AnalysisOptions.Number("--persistence", "WINDOWS", "Consecutive windows above a threshold that make an alarm. Default: 3.", 1, 1000);

    public IReadOnlyList<Option> All => [Features, Temperature, Excitation, Logarithm, Lags, Kink, From, Until, FalseAlarms, Persistence];

    private static Option<string[]> Names(string name, string description) => Words(name, "NAME", description);

    private static Option<string[]> Words(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };
}
