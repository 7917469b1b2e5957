using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze settlement</c>: load tests with the same load compared for a movement of the supports.</summary>
internal static class AnalyzeSettlement
{
    private static readonly Option<string[]> s_channels = AnalysisOptions.Channels();

    public static AnalysisCommand Create() => new(
        "settlement",
        "Compare load tests for a movement of the supports: levels without and with the load, what changed and how surely.",
        """
        edgetwin analyze settlement before.csv after.csv --channels strain_01_ue force_01_kN force_02_kN
        edgetwin analyze settlement before.csv --json
        """,
        "Load tests with the same channels, starting without the load: CSV, CSV.GZ or miniSEED; the first file is the reference. Do not set the zero anew between them.",
        [s_channels],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var tests = run.Files.Select(file => Read(run, file)).ToList();
        var names = tests[0].Channels;
        if (tests.FirstOrDefault(test => !test.Channels.SequenceEqual(names)) is { } other)
            throw new AnalysisException($"{other.File}: its channels ({string.Join(", ", other.Channels)}) are not those of {tests[0].File}. Choose common ones with --channels.");
        var sharing = Enumerable.Range(0, names.Count).Where(channel => names[channel].StartsWith("force", StringComparison.Ordinal)).ToArray();
        var comparisons = tests.Skip(1).Select(test => new Comparison(test.File, Refusals.Named(test.File, () => Settlement.Compare(tests[0].Test, test.Test, sharing)))).ToList();
        return new AnalysisReport(new SettlementReport(tests, comparisons))
        {
            Tables = [.. tests.Select(ToTable), .. comparisons.Select(comparison => ToTable(comparison, tests[0].File, names))],
            Remarks = [.. comparisons.Select(comparison => comparison.Result.IsChanged
                ? $"{comparison.File}: the supports or the temperature changed; index {TextTable.Number(comparison.Result.Index, 3)} (1 is the effect of the test load itself)."
                : $"{comparison.File}: no change is shown.")],
        };
    }

    private static TestOfFile Read(AnalysisRun run, string file)
    {
        var recording = run.ReadRecording(file);
        var channels = recording.Choose(run.Get(s_channels) ?? [], "force", "strain");
        return new TestOfFile(
            file,
            recording.SampleRateHz,
            [.. channels.Select(channel => channel.Name)],
            Refusals.Named(file, () => LoadTest.Read([.. channels.Select(channel => channel.Samples)], recording.SampleRateHz)));
    }

    private static TextTable ToTable(TestOfFile test)
    {
        var table = new TextTable($"{test.File}: levels", ["load", "from s", "to s", .. test.Channels]);
        var plateaus = test.Test.Unloaded.Select(plateau => ("without", plateau)).Concat(test.Test.Loaded.Select(plateau => ("with", plateau)));
        foreach (var (load, plateau) in plateaus.OrderBy(one => one.plateau.FirstSample))
        {
            table.Add([
                load,
                TextTable.Number(plateau.FirstSample / test.SampleRateHz),
                TextTable.Number(plateau.EndSample / test.SampleRateHz),
                .. plateau.Mean.Select(mean => TextTable.Number(mean, 5))]);
        }

        return table;
    }

    private static TextTable ToTable(Comparison comparison, string reference, IReadOnlyList<string> names)
    {
        var table = new TextTable($"{comparison.File} against {reference}: levels without the load", "channel", "change", "statistic", "p", "of the load's effect");
        foreach (var (name, change) in names.Zip(comparison.Result.Channels))
            table.Add(name, TextTable.PlusMinus(change.Change, change.StandardError), TextTable.Number(change.Statistic, 3), TextTable.Number(change.PValue, 2), TextTable.Number(change.RelativeToLoad, 3));
        return table;
    }

    private sealed record TestOfFile(string File, double SampleRateHz, IReadOnlyList<string> Channels, LoadTest Test);

    private sealed record Comparison(string File, SettlementResult Result);

    private sealed record SettlementReport(IReadOnlyList<TestOfFile> Tests, IReadOnlyList<Comparison> Comparisons);
}
