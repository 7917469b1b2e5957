using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>The options of <c>edgetwin convert</c> on the command line.</summary>
internal sealed class ConvertCommandOptions
{
    private const int MostRecordBytes = 1 << 20;

    private readonly Option<string> _to = Among("--to", "FORMAT", "What to write: csv, mseed2 or mseed3.", ["csv", "mseed2", "mseed3"], required: true);

    private readonly Option<string> _encoding = Among(
        "--encoding",
        "NAME",
        "How samples are stored in miniSEED: int16, int32, steim1, steim2 (counts), float32, float64. Default: steim2 for counts or with --scale, else as the source has them.",
        [.. MiniSeedEncodings.Names.Where(name => name != "text")]);

    private readonly Option<double?> _scale = SharedOptions.Number<double>(
        "--scale",
        "X",
        "Units per count. To miniSEED: numbers are divided by it and rounded to counts. To CSV: samples are multiplied by it.",
        value => double.IsFinite(value) && value > 0,
        "write a number above 0, for example 1e-6.");

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "File to write, or the folder for several. Default: beside the source, with the ending .csv or .mseed.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Write over a file that exists." };

    private readonly Option<DateTimeOffset?> _start = new("--start")
    {
        Description = "UTC of the first sample, for example 2026-05-01T06:00:00Z, where the recording counts seconds from its start.",
        HelpName = "TIME",
        CustomParser = ParseTime,
    };

    private readonly Option<string[]> _channels = AnalysisOptions.Channels();

    private readonly Option<string[]> _names = new("--names")
    {
        Description = "Names of the CSV's columns in the order of the channels, such as acc_01_mps2, separated by commas; they say quantity and unit.",
        HelpName = "NAME",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _network = new("--network") { Description = "Network code of channels that have no identifier yet. Default: XX, which is registered to nobody.", HelpName = "CODE" };

    private readonly Option<string?> _station = new("--station") { Description = "Station code of channels that have no identifier yet. Default: EDGE.", HelpName = "CODE" };

    private readonly Option<Dictionary<string, FdsnSourceIdentifier>> _map = new("--map")
    {
        Description = "The FDSN source identifier of a channel, for example acc_03_mps2=FDSN:XX_BRDGE_03_H_N_Z. May be given several times.",
        HelpName = "NAME=ID",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = ParseMap,
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _recordBytes = SharedOptions.Number<int>(
        "--record-bytes",
        "N",
        $"Length of a miniSEED record: a power of two from 128 to {MostRecordBytes}. Default: 512.",
        value => value is >= 128 and <= MostRecordBytes && BitOperations.IsPow2(value),
        $"write a power of two from 128 to {MostRecordBytes}.");

    private readonly Option<string> _overflow = Among(
        "--steim-overflow", "WHAT", "Differences too wide for Steim: int32 (the default) writes such a record as integers, error refuses the file.", ["int32", "error"]);

    public IEnumerable<Option> All => [_to, _encoding, _scale, _output, _force, _start, _channels, _names, _network, _station, _map, _recordBytes, _overflow];

    public ConvertOptions Read(AnalysisRun run) => new()
    {
        FormatVersion = run.Get(_to) switch { "mseed2" => 2, "mseed3" => 3, _ => 0 },
        Encoding = run.Get(_encoding) is { } name && MiniSeedEncodings.TryParse(name, out var encoding) ? encoding : null,
        Scale = run.Get(_scale),
        Output = run.Get(_output),
        Force = run.Get(_force),
        Start = run.Get(_start),
        Channels = run.Get(_channels) ?? [],
        Names = run.Get(_names) ?? [],
        Network = run.Get(_network) ?? "XX",
        Station = run.Get(_station) ?? "EDGE",
        Map = run.Get(_map) ?? [],
        RecordBytes = run.Get(_recordBytes) ?? 512,
        SteimOverflow = run.Get(_overflow) == "error" ? SteimOverflow.Refuse : SteimOverflow.WriteInt32,
    };

    /// <summary>Refuses options that do not belong to the format asked for.</summary>
    public void Validate(CommandResult result)
    {
        var isCsv = result.GetValue(_to) == "csv";
        Option[] others = isCsv ? [_encoding, _network, _station, _map, _recordBytes, _overflow] : [_names];
        foreach (var option in others.Where(option => result.GetResult(option) is { Implicit: false }))
            result.AddError($"{option.Name} is for {(isCsv ? "miniSEED" : "csv")}; leave it out with --to {result.GetValue(_to)}.");
    }

    private static Option<string> Among(string name, string helpName, string description, string[] values, bool required = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName, Required = required };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, Style, out var time))
            return time;
        result.AddError($"--start: '{result.Tokens[0].Value}' is not a time; write one like 2026-05-01T06:00:00Z.");
        return null;
    }

    private static Dictionary<string, FdsnSourceIdentifier> ParseMap(ArgumentResult result)
    {
        var map = new Dictionary<string, FdsnSourceIdentifier>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('=', 2);
            var fault = "";
            if (parts.Length == 2 && FdsnSourceIdentifier.TryParse(parts[1], out var identifier, out fault))
                map[parts[0]] = identifier;
            else
                result.AddError($"--map {token.Value}: write NAME=FDSN:NET_STA_LOC_B_S_SS{(string.IsNullOrEmpty(fault) ? "" : $"; {fault}")}.");
        }

        return map;
    }
}
