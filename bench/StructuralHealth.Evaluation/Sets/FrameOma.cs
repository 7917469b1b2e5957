using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Eight set-ups of a steel frame, each identified with the default options: nothing is told but rate and what the channels measure.</summary>
internal sealed class FrameOma : IEvaluation
{
    private const double PairedRatio = 0.01;
    private const double DampingFromHz = 4;
    private const int MergedSetups = 14;
    private const double Quantile95 = 1.96;

    public string Set => "frame-oma";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json")))!;
        TrueMode[] modes = [.. truth["modes"]!.AsArray().Select(TrueMode.From)];
        Setup[] setups = [.. truth["recordings"]!.AsObject().Select(entry => Identify(recordings, entry.Value!, truth["rate_hz"]!.GetValue<double>(), modes))];
        var pairs = setups.SelectMany(setup => setup.Pairs).ToArray();

        yield return Row("modes found in each set-up, of 11 (paired within 1 %, each once)", "at least 10", Each(setups, setup => setup.Pairs.Count), setups.All(setup => setup.Pairs.Count >= 10));
        yield return Row("further modes in each set-up", "at most 1", Each(setups, setup => setup.Further.Count), setups.All(setup => setup.Further.Count <= 1));
        var frequency = pairs.Max(pair => Math.Abs((pair.Found.FrequencyHz / pair.True.FrequencyHz) - 1));
        yield return Row("largest difference of frequency", "0.3 %", Percent(frequency), frequency <= 0.003);
        var damping = pairs.Where(pair => pair.True.FrequencyHz > DampingFromHz).Max(pair => Math.Abs((pair.Found.DampingRatio / pair.True.DampingRatio) - 1));
        yield return Row("largest difference of damping above 4 Hz", "20 %", Percent(damping), damping <= 0.2);
        var covered = (pairs.Count(pair => pair.CoversFrequency) + pairs.Count(pair => pair.CoversDamping)) / (2.0 * pairs.Length);
        yield return Row(
            "share of frequencies and damping ratios within 1.96 times hypot(stated deviation, truth's deviation / sqrt(14 merged set-ups)) of the truth",
            "80 to 99 %",
            Percent(covered),
            covered is >= 0.8 and <= 0.99);
        yield return EvaluationRow.Report(Set, "the same for frequencies, for damping ratios", $"{Percent((double)pairs.Count(pair => pair.CoversFrequency) / pairs.Length)}, {Percent((double)pairs.Count(pair => pair.CoversDamping) / pairs.Length)}");
        yield return EvaluationRow.Report(Set, "modes that are a peak of the first singular value with a MAC above 0.9", $"{pairs.Count(pair => pair.Found.FrequencyDomain.Mac > 0.9)} of {pairs.Length}");
        var further = setups.SelectMany(setup => setup.Further).ToArray();
        yield return EvaluationRow.Report(Set, "further modes: frequency, damping, least phase collinearity", further.Length == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{further.Min(mode => mode.FrequencyHz):F3} to {further.Max(mode => mode.FrequencyHz):F3} Hz, {100 * further.Min(mode => mode.DampingRatio):F3} to {100 * further.Max(mode => mode.DampingRatio):F3} %, {further.Min(mode => mode.PhaseCollinearity):F3}"));
    }

    private static Setup Identify(string recordings, JsonNode recording, double rateHz, TrueMode[] truth)
    {
        var file = EvaluationCsv.Read(recordings, "frame-oma", recording["file"]!.GetValue<string>());
        var record = new ModalRecord(
            [.. file.Columns.Values.Select(values => (ReadOnlyMemory<double>)values)],
            rateHz,
            [.. file.Columns.Keys.Select(name => name.StartsWith("vel", StringComparison.Ordinal) ? MotionQuantity.Velocity : MotionQuantity.Acceleration)]);
        var further = OperationalModalAnalysis.Analyze(record).Modes.ToList();
        var pairs = new List<ModePair>();
        foreach (var mode in truth)
        {
            var nearest = further.MinBy(found => Math.Abs(found.FrequencyHz - mode.FrequencyHz));
            if (nearest is null || Math.Abs((nearest.FrequencyHz / mode.FrequencyHz) - 1) > PairedRatio)
                continue;
            pairs.Add(new ModePair(mode, nearest));
            further.Remove(nearest);
        }

        return new Setup(pairs, further);
    }

    private EvaluationRow Row(string what, string target, string result, bool met) => new(Set, what, target, result, met);

    private static string Each(Setup[] setups, Func<Setup, int> count) => string.Join(" ", setups.Select(count));

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    private sealed record Setup(List<ModePair> Pairs, List<IdentifiedMode> Further);

    private sealed record TrueMode(double FrequencyHz, double FrequencyStdHz, double DampingRatio, double DampingStd)
    {
        public static TrueMode From(JsonNode? mode) => new(
            mode!["frequency_hz"]!.GetValue<double>(), mode["frequency_std_hz"]!.GetValue<double>(), mode["damping_percent"]!.GetValue<double>() / 100, mode["damping_std_percent"]!.GetValue<double>() / 100);
    }

    private sealed record ModePair(TrueMode True, IdentifiedMode Found)
    {
        public bool CoversFrequency => Covers(Found.FrequencyHz - True.FrequencyHz, Found.FrequencyStdHz, True.FrequencyStdHz);

        public bool CoversDamping => Covers(Found.DampingRatio - True.DampingRatio, Found.DampingStd, True.DampingStd);

        private static bool Covers(double difference, double stated, double truth) =>
            Math.Abs(difference) <= Quantile95 * double.Hypot(stated, truth / Math.Sqrt(MergedSetups));
    }
}
