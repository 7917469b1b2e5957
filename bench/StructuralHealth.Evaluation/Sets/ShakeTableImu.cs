using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>A three-storey frame on a shake table: the floors' motion against the table, one earthquake and two sines, default options.</summary>
internal sealed class ShakeTableImu : IEvaluation
{
    private const string GroundX = "acc_01_mps2";
    private static readonly string[] s_floorsX = ["acc_04_mps2", "acc_07_mps2", "acc_10_mps2"];

    public string Set => "shake-table-imu";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json")))!;
        var bands = truth["natural_frequencies_hz"]!.AsObject().Where(entry => entry.Value is JsonArray).Select(entry => entry.Value!.AsArray().Select(limit => limit!.GetValue<double>()).ToArray()).ToArray();
        foreach (var (name, recording) in truth["recordings"]!.AsObject())
        {
            var file = EvaluationCsv.Read(recordings, Set, recording!["file"]!.GetValue<string>());
            if (!s_floorsX.All(file.Columns.ContainsKey))
                continue;
            var analysis = OperationalModalAnalysis.Analyze(Floors(file, recording["rate_hz"]!.GetValue<double>()));
            var structural = analysis.Modes.Where(mode => !mode.Harmonic.IsHarmonic).ToArray();
            var nearest = bands.Select(band => structural.MinBy(mode => Outside(mode.FrequencyHz, band))).ToArray();
            yield return new EvaluationRow(
                Set,
                $"{name}: three modes of the floors' x against the table's x, distance to the truth's range",
                "1 % each",
                analysis.Refusal?.Message ?? string.Join(", ", nearest.Zip(bands, (mode, band) => string.Create(CultureInfo.InvariantCulture, $"{mode?.FrequencyHz:F3} Hz ({100 * Outside(mode?.FrequencyHz ?? double.NaN, band):0.00} %)"))),
                nearest.Zip(bands).All(pair => pair.First is not null && Outside(pair.First.FrequencyHz, pair.Second) <= 0.01) && nearest.Distinct().Count() == bands.Length);
            yield return EvaluationRow.Report(Set, $"{name}: lines told from modes; further modes up to the band's end, harmonics of the table's drive among them", $"{analysis.Modes.Count - structural.Length} lines; {structural.Length - bands.Length} further");
        }
    }

    private static ModalRecord Floors(EvaluationCsv file, double rateHz)
    {
        var ground = file.Columns[GroundX];
        return new ModalRecord(
            [.. s_floorsX.Select(name => (ReadOnlyMemory<double>)file.Columns[name].Zip(ground, (floor, table) => floor - table).ToArray())],
            rateHz);
    }

    /// <summary>Relative distance to a range, 0 within it.</summary>
    private static double Outside(double frequencyHz, double[] range) =>
        Math.Max(0, Math.Max((range[0] - frequencyHz) / range[0], (frequencyHz - range[1]) / range[1]));
}
