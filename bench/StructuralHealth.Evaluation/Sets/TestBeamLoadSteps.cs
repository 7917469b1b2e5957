using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Faults;
using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>A prestressed beam loaded in three steps of growing damage: stiffness, what is lost of it, and the broken channels that must not pass for damage.</summary>
internal sealed class TestBeamLoadSteps : IEvaluation
{
    /// <summary>Loading stiffness of steps 1 to 3 that the task names, in kN/mm, from 20 to 60 % of the peak force.</summary>
    private static readonly double[] s_expectedKNPerMm = [15.3, 15.3, 11.4];
    private const double OutlierRuleStepMm = 1;
    private const double OutlierRuleAboveMm = 65;

    public string Set => "test-beam-load-steps";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement;
        var steps = truth.GetProperty("recordings").EnumerateObject().Select(step => new LoadStep(
            step.Name,
            EvaluationCsv.Read(recordings, Set, step.Value.GetProperty("file").GetString()!),
            step.Value.GetProperty("rate_hz").GetDouble())).ToArray();
        var dead = truth.GetProperty("dead_channel").GetString()!.Split(' ')[0];
        var results = steps.Select(step => LoadStiffness.Estimate(step.Force, step.Clean("disp_05_mm"))).ToArray();
        return [.. Stiffnesses(results), .. Changes(results), .. StrainRows(steps), .. Broken(steps, dead), .. NoStructuralFinding(steps, results, dead)];
    }

    private IEnumerable<EvaluationRow> Stiffnesses(LoadStiffnessResult[] results)
    {
        for (var step = 0; step < results.Length; step++)
        {
            var (result, expected) = (results[step], s_expectedKNPerMm[step]);
            yield return new(Set, $"step {step + 1}: loading stiffness between 20 and 60 % of the peak force", Text($"{expected} kN/mm within 3 %"),
                Text($"{result.Stiffness:0.00} ± {result.StandardError:0.00} kN/mm ({Math.Round((result.Stiffness / expected) - 1, 4):+0.00%;-0.00%})"), Math.Abs((result.Stiffness / expected) - 1) <= 0.03);
        }
    }

    private IEnumerable<EvaluationRow> Changes(LoadStiffnessResult[] results)
    {
        var loading = results.Select(result => StiffnessChange.Compare(results[0].Stiffness, results[0].StandardError, result.Stiffness, result.StandardError)).ToArray();
        yield return new(Set, "loss of loading stiffness against step 1: steps 1 to 3 do not fall by more than their uncertainty", "monotone",
            Text($"{string.Join(", ", loading.Select(change => Text($"{change.LossIndex:0.000} ± {change.StandardError:0.000}")))}"),
            loading[1].LossIndex >= -2 * loading[1].StandardError && loading[2].LossIndex > loading[1].LossIndex);
        var secant = results.Select(result => 1 - (result.SecantStiffness / results[0].Stiffness)).ToArray();
        yield return new(Set, "loss of secant stiffness at the peak against the loading stiffness of step 1", "grows from step to step", Series(secant), IsRising(secant));
        var softening = results.Select(result => result.Softening).ToArray();
        yield return EvaluationRow.Report(Set, "softening within each step (1 - secant over loading stiffness)", Series(softening));
        yield return EvaluationRow.Report(Set, "displacement left after unloading (the source does not separate damage from temperature and support movement)",
            $"{Series([.. results.Select(result => result.ResidualDisplacement)])} mm");
        yield return new(Set, "step 3 told apart from step 1 by its loading stiffness; step 2 is not called damaged by it", "p < 0.01 and loss over 3 %; no",
            Text($"z = {loading[2].Statistic:0.0}, p = {loading[2].PValue:0.0e+0}, {loading[2].IsChanged}; z = {loading[1].Statistic:0.0}, {loading[1].IsChanged}"), loading[2].IsChanged && !loading[1].IsChanged);
    }

    private IEnumerable<EvaluationRow> StrainRows(LoadStep[] steps)
    {
        var slopes = steps.Select(step => LoadStiffness.ResponsePerForce(step.Force, step.Clean("strain_01_ue"))).ToArray();
        yield return EvaluationRow.Report(Set, "strain per force on the loading branch", string.Join(", ", slopes.Select(fit => Text($"{fit.Slope:0.000} ± {fit.SlopeStandardError:0.000} um/m/kN"))));
    }

    private IEnumerable<EvaluationRow> Broken(LoadStep[] steps, string dead)
    {
        var found = steps.Count(step => step.IsDead(dead));
        var accused = steps.Sum(step => step.Csv.Columns.Keys.Count(channel => channel != dead && step.IsDead(channel)));
        yield return new(Set, "dead channel found, and no other channel taken for dead", "3 of 3, none", $"{found} of {steps.Length}, {accused}", found == steps.Length && accused == 0);

        var (ofRule, byRule, ofAll, all, more) = (0, 0, 0, 0, 0);
        foreach (var (step, channel) in steps.SelectMany(step => step.Lasers.Select(channel => (step, channel))))
        {
            var samples = step.Csv.Columns[channel];
            var marked = step.Marked(channel);
            for (var index = 0; index < samples.Length; index++)
            {
                var isHigh = samples[index] > OutlierRuleAboveMm;
                var isRule = isHigh && index > 0 && Math.Abs(samples[index] - samples[index - 1]) > OutlierRuleStepMm;
                var isWrong = isHigh || samples[index] <= -1e6;
                byRule += isRule ? 1 : 0;
                ofRule += isRule && marked[index] ? 1 : 0;
                all += isWrong ? 1 : 0;
                ofAll += isWrong && marked[index] ? 1 : 0;
                more += marked[index] && !isWrong ? 1 : 0;
            }
        }

        yield return new(Set, "laser outliers found, by the source's rule (above 65 mm after a change of more than 1 mm)", "95 %", Share(ofRule, byRule), ofRule >= 0.95 * byRule && byRule > 0);
        yield return new(Set, "laser samples found of all above 65 mm or at the recorder's error value", "95 %", Share(ofAll, all), ofAll >= 0.95 * all && all > 0);
        yield return EvaluationRow.Report(Set, "further laser samples marked (outliers below 65 mm, by the README not in the rule)", more.ToString(CultureInfo.InvariantCulture));
        var others = steps.Sum(step => step.Csv.Columns.Keys.Where(channel => !step.Lasers.Contains(channel) && channel != dead).Sum(channel => step.Marked(channel).Count(mark => mark)));
        yield return new(Set, "samples of sound channels marked", "0", others.ToString(CultureInfo.InvariantCulture), others == 0);
    }

    private IEnumerable<EvaluationRow> NoStructuralFinding(LoadStep[] steps, LoadStiffnessResult[] results, string dead)
    {
        var refused = steps.Count(step => IsRefused(step, dead));
        yield return new(Set, "stiffness from the dead channel is refused", "3 of 3", $"{refused} of {steps.Length}", refused == steps.Length);
        var shift = steps.Select((step, index) => Math.Abs((LoadStiffness.Estimate(step.Force, step.WithoutTruth("disp_05_mm")).Stiffness / results[index].Stiffness) - 1)).Max();
        yield return new(Set, "stiffness found behind the gate against stiffness with the true outliers taken out, largest difference", "0.5 %", Text($"{shift:0.00%}"), shift <= 0.005);
    }

    private static bool IsRefused(LoadStep step, string channel)
    {
        try
        {
            LoadStiffness.Estimate(step.Force, step.Csv.Columns[channel]);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static bool IsRising(double[] values) => values.Zip(values.Skip(1), (before, after) => after > before).All(rises => rises);

    private static string Share(int part, int whole) => Text($"{(double)part / whole:0.0%} ({part} of {whole})");

    private static string Series(double[] values) => string.Join(", ", values.Select(value => Text($"{value:0.000}")));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record LoadStep(string Name, EvaluationCsv Csv, double RateHz)
    {
        public double[] Force => Csv.Columns["force_sum_kN"];

        public IEnumerable<string> Lasers => Csv.Columns.Keys.Where(channel => channel.StartsWith("disp_", StringComparison.Ordinal) && channel != "disp_01_mm");

        public bool[] Marked(string channel) => OutlierScan.Mark(Csv.Columns[channel], RateHz, Channels.QuantityOf(channel));

        public double[] Clean(string channel) => OutlierScan.Without(Csv.Columns[channel], Marked(channel));

        public double[] WithoutTruth(string channel) => [.. Csv.Columns[channel].Select(value => value is > OutlierRuleAboveMm or <= -1e6 ? double.NaN : value)];

        /// <summary>Every window of the gate finds the channel broken.</summary>
        public bool IsDead(string channel)
        {
            var samples = Csv.Columns[channel];
            var length = (int)(10 * RateHz);
            var detector = new ChannelFaultDetector(new ChannelFaultOptions { WindowSeconds = 10 });
            return Enumerable.Range(0, samples.Length / length).All(window =>
                detector.Inspect(Array.ConvertAll(samples[(window * length)..((window + 1) * length)], value => (float)value), length, double.NaN, double.NaN, Channels.QuantityOf(channel)).IsFault);
        }
    }
}
