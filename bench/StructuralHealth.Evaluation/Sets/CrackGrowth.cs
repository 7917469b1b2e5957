using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.CrackGrowth;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Replicate crack growth tests: the population is specimens 1 to 20, the forecast is proved on specimens 21 to 34.</summary>
internal sealed class CrackGrowth : IEvaluation
{
    private const int Fitted = 20;

    public string Set => "crack-growth";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var table = EvaluationCsv.Read(recordings, Set, "crack_growth.csv");
        var lengthsMm = table.KeyNumbers();
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json")));
        var finalMm = truth.RootElement.GetProperty("final_crack_length_mm").GetDouble();
        Specimen[] specimens = [.. table.Columns.Select(column => new Specimen(
            new CrackRecord(lengthsMm, column.Value),
            truth.RootElement.GetProperty("lives").GetProperty(column.Key).GetProperty("cycles_to_final_length").GetDouble()))];
        var options = new CrackGrowthOptions();
        var model = CrackGrowthFitter.Fit([.. specimens.Take(Fitted).Select(specimen => specimen.Record)], options);
        Outcome[] At(double share, double transfer) =>
            [.. specimens.Skip(Fitted).Select(specimen => Forecast(model, specimen, share, finalMm, options with { TransferDeviation = transfer }))];
        var (quarter, half, threeQuarters) = (At(0.25, 0), At(0.5, 0), At(0.75, 0));

        var held = Coverage(half);
        yield return new EvaluationRow(Set, "90 % interval of the remaining life at half life holds the true life, specimens 21 to 34", "80 to 97 %", Share(half), held is >= 0.8 and <= 0.97);
        var widths = new[] { quarter, half, threeQuarters }.Select(MeanWidth).ToArray();
        yield return new EvaluationRow(
            Set, "mean width of the interval at 1/4, 1/2 and 3/4 of the life narrows", "narrows", string.Join(", ", widths.Select(Cycles)) + " cycles", widths[0] > widths[1] && widths[1] > widths[2]);
        yield return Report("the same interval at 1/4 and 3/4 of the life holds the true life", $"{Share(quarter)}, {Share(threeQuarters)}");
        yield return Report("specimens that the forecast itself calls unlike the population (misfit probability under 1 %) at 1/2 and 3/4 of the life", $"{Unlike(half)}, {Unlike(threeQuarters)}");
        yield return Report("error of the median remaining life at 1/4, 1/2 and 3/4 of the life, mean over specimens", string.Join(", ", new[] { quarter, half, threeQuarters }.Select(Bias)));
        yield return Report(
            "the same intervals at 1/4, 1/2 and 3/4 when specimens 21 to 34 are taken for another batch (transfer deviation 0.085)",
            string.Join(", ", new[] { 0.25, 0.5, 0.75 }.Select(share => Share(At(share, 0.085)))));
        yield return Report("90 % interval at 1/4, 1/2 and 3/4 within the population: each of specimens 1 to 20 forecast from the other 19", WithinThePopulation(specimens, finalMm, options));
    }

    private static string WithinThePopulation(Specimen[] specimens, double finalMm, CrackGrowthOptions options)
    {
        var outcomes = new List<Outcome>[] { [], [], [] };
        for (var left = 0; left < Fitted; left++)
        {
            var model = CrackGrowthFitter.Fit([.. specimens.Take(Fitted).Where((_, index) => index != left).Select(specimen => specimen.Record)], options);
            for (var quarter = 1; quarter <= 3; quarter++)
                outcomes[quarter - 1].Add(Forecast(model, specimens[left], 0.25 * quarter, finalMm, options));
        }

        return string.Join(", ", outcomes.Select(outcome => Share([.. outcome])));
    }

    private static Outcome Forecast(CrackGrowthModel model, Specimen specimen, double share, double finalMm, CrackGrowthOptions options)
    {
        var known = specimen.Record.UpTo(share * specimen.LifeCycles);
        return new Outcome(CrackForecaster.Forecast(model, known, finalMm, options), specimen.LifeCycles - known.Cycles[^1]);
    }

    private EvaluationRow Report(string what, string result) => EvaluationRow.Report(Set, what, result);

    private static double Coverage(Outcome[] outcomes) => (double)outcomes.Count(outcome => outcome.Holds) / outcomes.Length;

    private static string Unlike(Outcome[] outcomes) => $"{outcomes.Count(outcome => outcome.Prognosis.MisfitProbability < 0.01)} of {outcomes.Length}";

    private static double MeanWidth(Outcome[] outcomes) => outcomes.Average(outcome => outcome.Prognosis.HighCycles - outcome.Prognosis.LowCycles);

    private static string Share(Outcome[] outcomes) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count(outcome => outcome.Holds)} of {outcomes.Length} ({100 * Coverage(outcomes):0} %)");

    private static string Bias(Outcome[] outcomes) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * outcomes.Average(outcome => (outcome.Prognosis.MedianCycles / outcome.RemainingCycles) - 1):+0.0;-0.0} %");

    private static string Cycles(double cycles) => cycles.ToString("0", CultureInfo.InvariantCulture);

    private sealed record Specimen(CrackRecord Record, double LifeCycles);

    private readonly record struct Outcome(CrackPrognosis Prognosis, double RemainingCycles)
    {
        public bool Holds => Prognosis.LowCycles <= RemainingCycles && RemainingCycles <= Prognosis.HighCycles;
    }
}
