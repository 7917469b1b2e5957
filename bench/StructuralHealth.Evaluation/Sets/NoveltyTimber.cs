using System.Globalization;
using EdgeTwin.StructuralHealth.Normalisation;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Normalisation on a year of real weather: the temperature inside three roofs, which follows that of the outdoor air hours later.</summary>
internal sealed class NoveltyTimber : IEvaluation
{
    private const int TrainedHours = 24 * 120;

    public string Set => "timber-moisture";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        foreach (var (house, inside, outside) in new[] { ("house_2", "temp_01_degC", "temp_05_degC"), ("house_3", "temp_01_degC", "temp_04_degC"), ("house_4", "temp_02_degC", "temp_04_degC") })
        {
            var columns = EvaluationCsv.Read(recordings, Set, $"{house}.csv").Columns;
            foreach (var row in Judge(house, columns[inside], columns[outside]))
                yield return row;
        }
    }

    private IEnumerable<EvaluationRow> Judge(string house, double[] values, double[] outdoor)
    {
        EnvironmentFit Fit(double[] y, double[] t, params int[] lags) =>
            EnvironmentRegression.Fit(y, [new EnvironmentTerm("outdoor") { LagRows = lags }], [t]);
        var straight = Fit(values, outdoor).Model!.Quality.VarianceExplainedHeldOut;
        var lagged = Fit(values, outdoor, 4, 12).Model!.Quality.VarianceExplainedHeldOut;
        yield return new EvaluationRow(
            Set, $"{house}, roof temperature on outdoor temperature: share of the variance left in held-out blocks with lags of 4 and 12 h, against none",
            "less", Text($"{1 - lagged:F3} against {1 - straight:F3}"), lagged > straight);

        var fit = Fit(values[..TrainedHours], outdoor[..TrainedHours], 4, 12);
        if (fit.Model is not { } winter)
        {
            yield return EvaluationRow.Report(Set, $"{house}, trained on the first 120 days", $"refused: {fit.Refusal}");
            yield break;
        }

        var rest = winter.Normalise(values, [outdoor]);
        var beyond = Enumerable.Range(TrainedHours, values.Length - TrainedHours).Where(i => outdoor[i] > winter.Range[0].High + (0.02 * (winter.Range[0].High - winter.Range[0].Low))).ToArray();
        var refused = beyond.Count(i => rest.Coverage[i] == EnvironmentCoverage.Beyond && double.IsNaN(rest.Expected[i]));
        yield return new EvaluationRow(
            Set, $"{house}, trained on the first 120 days: later hours warmer than any of them that are not judged",
            "all", Text($"{refused} of {beyond.Length}"), refused == beyond.Length && beyond.Length > 0);
        var judged = Enumerable.Range(TrainedHours, values.Length - TrainedHours).Where(i => double.IsFinite(rest.Residual[i])).ToArray();
        yield return EvaluationRow.Report(
            Set, $"{house}, the later hours that are judged: root mean square of the residual against the deviation stated in training",
            Text($"{Math.Sqrt(judged.Average(i => rest.Residual[i] * rest.Residual[i])):F2} K against {winter.Quality.ResidualDeviation:F2} K ({judged.Length} h; sun, which is no condition here, warms the roof)"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
