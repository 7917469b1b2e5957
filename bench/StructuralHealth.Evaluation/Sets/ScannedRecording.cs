using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>A recording and what the scan for sensor faults finds in it, with default options.</summary>
internal sealed class ScannedRecording
{
    public ScannedRecording(EvaluationCsv csv)
    {
        Times = SampleTimes.Judge(csv.KeyNumbers());
        Faults = RecordingScan.InspectAll([.. csv.Columns.Values], Times.RateHz, [.. csv.Columns.Keys.Select(Channels.QuantityOf)]);
    }

    public SampleTimesResult Times { get; }

    public IReadOnlyList<SensorFault> Faults { get; }

    public string Summary => Faults.Count == 0 ? "none" : string.Join("; ", Faults.GroupBy(fault => (fault.Channel, fault.Kind)).Select(group => $"channel {group.Key.Channel + 1} {group.Key.Kind} ({group.Count()})"));

    public IEnumerable<SensorFault> Of(SensorFaultKind kind) => Faults.Where(fault => fault.Kind == kind);
}
