using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Inertial sensors that write one row of zeros before their first measurement.</summary>
internal sealed class ShakeTableFaults : IEvaluation
{
    public string Set => "shake-table-imu";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement.GetProperty("recordings");
        var (sensors, found, elsewhere, others) = (0, 0, 0, new List<string>());
        foreach (var recording in truth.EnumerateObject().Where(recording => recording.Value.GetProperty("first_sample_all_zero").GetBoolean()))
        {
            var csv = EvaluationCsv.Read(recordings, Set, recording.Value.GetProperty("file").GetString()!);
            for (var sensor = 0; sensor < csv.Columns.Count / 3; sensor++)
            {
                var axes = csv.Columns.Skip(3 * sensor).Take(3).ToArray();
                var faults = RecordingScan.InspectAll([.. axes.Select(axis => axis.Value)], recording.Value.GetProperty("rate_hz").GetDouble(), [.. axes.Select(axis => Channels.QuantityOf(axis.Key))]);
                var first = Array.FindIndex(axes[0].Value, double.IsFinite);
                var zeros = faults.Where(fault => fault.Kind == SensorFaultKind.ZeroSamples).ToList();
                sensors++;
                found += zeros.Count(fault => fault.FirstSample == first && fault.EndSample == first + 1) == 3 ? 1 : 0;
                elsewhere += zeros.Count(fault => fault.FirstSample != first);
                others.AddRange(faults.Where(fault => fault.Kind is not (SensorFaultKind.ZeroSamples or SensorFaultKind.Dropout)).Select(fault => $"{recording.Name} {axes[fault.Channel].Key} {fault.Kind}"));
            }
        }

        yield return new(Set, "first row of zeros found on all three axes of every sensor, and no other zero taken for one", Text($"{sensors} of {sensors}, 0"), Text($"{found} of {sensors}, {elsewhere}"), found == sensors && elsewhere == 0);
        yield return EvaluationRow.Report(Set, "other faults found in strong shaking", others.Count == 0 ? "none" : string.Join(", ", others));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
