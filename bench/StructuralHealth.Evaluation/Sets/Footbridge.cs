using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Wireless and wired accelerometers on a footbridge: gaps, zeros in place of samples and an overload at the start, all known to the sample.</summary>
internal sealed class Footbridge : IEvaluation
{
    public string Set => "footbridge";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement.GetProperty("recordings");
        var scans = truth.EnumerateObject().ToDictionary(recording => recording.Name, recording => new ScannedRecording(EvaluationCsv.Read(recordings, Set, recording.Value.GetProperty("file").GetString()!)));
        var nodes = truth.EnumerateObject().Where(recording => recording.Value.TryGetProperty("number_of_gaps", out _)).ToList();
        yield return Compare("nodes: rows behind a gap, of all six files", nodes,
            node => node.GetProperty("gaps_row_time_step").EnumerateArray().Select(gap => gap[0].GetInt32()), name => scans[name].Times.Gaps.Select(gap => gap.Row));
        yield return Compare("nodes: rows that are zero in place of a sample, of all six files", nodes,
            node => node.GetProperty("samples_exactly_zero").EnumerateArray().Select(row => row.GetInt32()),
            name => scans[name].Of(SensorFaultKind.ZeroSamples).SelectMany(fault => Enumerable.Range(fault.FirstSample, fault.EndSample - fault.FirstSample)));
        var others = nodes.Sum(node => scans[node.Name].Faults.Count(fault => fault.Kind != SensorFaultKind.ZeroSamples));
        yield return new(Set, "nodes: other faults found", "0", Text($"{others}"), others == 0);
        var clipped = scans["wired_startup_overload"].Of(SensorFaultKind.Clipped).ToList();
        yield return new(Set, "wired, start: the two overloaded channels found clipped from the first sample on, for about 0.4 s; the third not", "channels 1 and 2",
            string.Join(", ", clipped.Select(fault => Text($"channel {fault.Channel + 1} for {(fault.EndSample - fault.FirstSample) / scans["wired_startup_overload"].Times.RateHz:0.00} s"))),
            clipped.Select(fault => fault.Channel).SequenceEqual([0, 1]) && clipped.All(fault => fault.FirstSample == 0));
        yield return new(Set, "wired, quiet: faults found", "0", Text($"{scans["wired_quiet"].Faults.Count}"), scans["wired_quiet"].Faults.Count == 0);
        foreach (var (name, scan) in scans.Where(scan => scan.Key.StartsWith("shaker_wired", StringComparison.Ordinal)))
            yield return EvaluationRow.Report(Set, $"{name}: faults found (the README knows spikes on channel 2, in the 20 Hz file also on channel 1)", scan.Summary);
        foreach (var node in nodes)
            yield return EvaluationRow.Report(Set, $"{node.Name}: rate against 400 Hz", Text($"{scans[node.Name].Times.RateHz:0.0000} Hz ({1e6 * ((scans[node.Name].Times.RateHz / 400) - 1):0} ppm)"));
    }

    private EvaluationRow Compare(string what, List<JsonProperty> nodes, Func<JsonElement, IEnumerable<int>> expected, Func<string, IEnumerable<int>> found)
    {
        var (right, missed, invented) = (0, 0, 0);
        foreach (var node in nodes)
        {
            var (truth, result) = (expected(node.Value).ToHashSet(), found(node.Name).ToHashSet());
            right += truth.Intersect(result).Count();
            missed += truth.Except(result).Count();
            invented += result.Except(truth).Count();
        }

        return new(Set, what, Text($"{right + missed} found, none invented"), Text($"{right} found, {invented} invented"), missed == 0 && invented == 0 && right > 0);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
