using System.CommandLine;
using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.CrackGrowth;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze prognosis</c>: cycles that cracks still need to a critical length, with their interval.</summary>
internal static class AnalyzePrognosis
{
    private const double UnlikelyMisfit = 0.01;

    // 32 % between laboratories and 27 % within one, at two standard deviations: an assumption, see CrackGrowthOptions.
    private const double UsualTransfer = 0.085;

    public static AnalysisCommand Create()
    {
        var critical = AnalysisOptions.Number("--critical", "MM", "Crack length whose cycles are asked for.", 1e-3, 1e6);
        critical.Required = true;
        var population = new Option<string?>("--population")
        {
            Description = "Table of cracks of the same kind that were followed to the end: crack_length_mm, then one column of cycles per specimen. " +
                "Without it a crack is forecast from its own readings only.",
            HelpName = "FILE",
        };
        var transfer = AnalysisOptions.Number(
            "--transfer",
            "SHARE",
            "How much this structure may differ from the population, as a share of the growth rate. Default: 0.085, an assumption of the size of the differences between laboratories on one material; 0 for replicates of the population.",
            0,
            2);
        var confidence = AnalysisOptions.Number("--confidence", "SHARE", "Probability that the interval shall hold. Default: 0.9.", 0.5, 0.999);
        return new AnalysisCommand(
            "prognosis",
            "Forecast how many load cycles cracks still need to reach a critical length, with an interval that narrows as readings come in.",
            """
            edgetwin analyze prognosis crack.csv --population tests.csv --critical 49.8
            edgetwin analyze prognosis crack.csv --critical 40 --json
            """,
            "Table of readings: crack_length_mm, then one column of cycles per crack; an empty cell where a crack was not read at that length.",
            [critical, population, transfer, confidence],
            run =>
            {
                var options = new CrackGrowthOptions { TransferDeviation = run.Get(transfer) ?? UsualTransfer, Confidence = run.Get(confidence) ?? 0.9 };
                return Analyse(run, run.Get(critical)!.Value, run.Get(population), options);
            });
    }

    private static AnalysisReport Analyse(AnalysisRun run, double criticalMm, string? populationFile, CrackGrowthOptions options)
    {
        var model = populationFile is null ? null : Fit(populationFile, options);
        var results = new List<CrackResult>();
        foreach (var file in run.Files)
        {
            foreach (var (name, record) in Records(file))
                results.Add(new CrackResult(file, name, CrackForecaster.Forecast(model ?? CrackGrowthModel.OfExperience(record), record, criticalMm, options)));
        }

        return new AnalysisReport(new PrognosisResult(criticalMm, model?.Specimens ?? 0, model?.Scatter, results))
        {
            Tables = [ToTable(results, criticalMm, options)],
            Remarks = [.. Remarks(results, model, options)],
            ExitCode = results.Any(result => result.Prognosis.IsJudged) ? CommandLine.ExitCode.Ok : CommandLine.ExitCode.Failure,
        };
    }

    private static CrackGrowthModel Fit(string file, CrackGrowthOptions options)
    {
        try
        {
            return CrackGrowthFitter.Fit([.. Records(file).Select(record => record.Record)], options);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{file}: {Sentence(exception)}", exception);
        }
    }

    private static IEnumerable<(string Name, CrackRecord Record)> Records(string file)
    {
        var table = AnalysisRun.ReadTable(file);
        if (table.KeyName != "crack_length_mm")
            throw new AnalysisException($"{file} line 1: the first column is {table.KeyName}, and crack_length_mm is needed.");
        var lengthsMm = Array.ConvertAll<string, double>([.. table.Keys], key => double.TryParse(key, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new AnalysisException($"{file}: the crack length \"{key}\" is not a number."));
        return table.ColumnNames.Select((name, column) => (name, Record(file, name, lengthsMm, table.Columns[column])));
    }

    private static CrackRecord Record(string file, string name, double[] lengthsMm, double[] cycles)
    {
        try
        {
            return new CrackRecord(lengthsMm, cycles);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{file} column {name}: {Sentence(exception)}", exception);
        }
    }

    private static TextTable ToTable(IReadOnlyList<CrackResult> results, double criticalMm, CrackGrowthOptions options)
    {
        var table = new TextTable(
            $"Cycles to a crack of {TextTable.Number(criticalMm)} mm, interval of {TextTable.Number(100 * options.Confidence, 3)} %",
            "crack", "length mm", "cycles now", "remaining", "at least", "at most", "rates", "misfit");
        foreach (var (_, name, prognosis) in results)
        {
            table.Add(
                name, TextTable.Number(prognosis.LengthMm), TextTable.Number(prognosis.Cycles, 7), TextTable.Number(prognosis.MedianCycles), TextTable.Number(prognosis.LowCycles),
                TextTable.Number(prognosis.HighCycles), TextTable.Count(prognosis.Segments), TextTable.Number(prognosis.MisfitRatio, 3));
        }

        return table;
    }

    private static IEnumerable<string> Remarks(IReadOnlyList<CrackResult> results, CrackGrowthModel? model, CrackGrowthOptions options)
    {
        foreach (var result in results.Where(result => !result.Prognosis.IsJudged))
            yield return $"{result.Crack}: refused, {result.Prognosis.Refusal}.";
        foreach (var result in results.Where(result => result.Prognosis.MisfitProbability < UnlikelyMisfit))
        {
            yield return $"{result.Crack}: it grows unlike {(model is null ? "what is known of metals" : "the population")} " +
                $"(misfit {TextTable.Number(result.Prognosis.MisfitRatio, 3)}, 1 is usual); its interval means little.";
        }

        if (model is null)
            yield return "Without --population the forecast rests on the crack's own readings and on general experience with metals.";
        else if (options.TransferDeviation == 0)
            yield return "The interval holds for replicates of the population only (--transfer 0).";
        else
            yield return $"The interval allows the structure to differ from the population by {TextTable.Number(100 * options.TransferDeviation, 2)} % of the growth rate (--transfer). Loads must be those of the population.";
        if (model is not null && results.Any(result => result.Prognosis.IsJudged))
            yield return "Late in the life of cracks of another batch such intervals have held less often than promised: do not put off inspections by them.";
    }

    private static string Sentence(ArgumentException exception) => exception.Message.Split(" (Parameter", StringSplitOptions.None)[0];

    private sealed record CrackResult(string File, string Crack, CrackPrognosis Prognosis);

    private sealed record PrognosisResult(double CriticalLengthMm, int PopulationSpecimens, GrowthScatter? PopulationScatter, IReadOnlyList<CrackResult> Cracks);
}
