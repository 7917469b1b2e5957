using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>The artificial part of the Numenta Anomaly Benchmark: one streaming detector with one set of options on all files, scored as the benchmark does.</summary>
internal sealed class SensorAnomalies : IEvaluation
{
    public string Set => "sensor-anomalies";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement.GetProperty("recordings");
        var series = truth.EnumerateObject().Select(file => Read(recordings, file)).ToList();
        var options = new DailyPatternOptions();
        var files = series.Select(one => one.With(options)).ToList();
        yield return EvaluationRow.Report(Set, "daily-pattern detector, default options, alarm factor 2: windows found, false alarms (files without an anomaly among them)",
            Text($"{files.Sum(NabScoring.Found)} of {files.Sum(file => file.Windows.Count)}; {files.Sum(NabScoring.FalseAlarms)} ({files.Where(file => file.Windows.Count == 0).Sum(NabScoring.FalseAlarms)})"));
        yield return EvaluationRow.Report(Set, "benchmark score, standard / few false positives / few false negatives (0 no detection, 100 perfect)", Scores(files));
        foreach (var factor in new[] { 1.2, 1.5, 3.0 })
        {
            var varied = series.Select(one => one.With(options with { AlarmFactor = factor })).ToList();
            yield return EvaluationRow.Report(Set, Text($"the same with alarm factor {factor} (the benchmark lets a detector choose its threshold on the files)"),
                Text($"{Scores(varied)}; {varied.Sum(NabScoring.Found)} found, {varied.Sum(NabScoring.FalseAlarms)} false"));
        }

        foreach (var file in files.Where(file => file.Windows.Count > 0))
        {
            yield return EvaluationRow.Report(Set, $"{file.Name}: window, alarms",
                string.Create(CultureInfo.InvariantCulture, $"rows {file.Windows[0].First} to {file.Windows[0].Last}; {(file.Detections.Count == 0 ? "none" : string.Join(", ", file.Detections))}"));
        }
    }

    private static string Scores(List<NabFile> files) =>
        Text($"{NabScoring.Standard.Normalised(files):0.0} / {NabScoring.RewardLowFalsePositives.Normalised(files):0.0} / {NabScoring.RewardLowFalseNegatives.Normalised(files):0.0}");

    private Series Read(string recordings, JsonProperty file)
    {
        var csv = EvaluationCsv.Read(recordings, Set, file.Value.GetProperty("file").GetString()!);
        var rows = csv.Keys.Select((stamp, row) => (stamp, row)).ToDictionary(pair => pair.stamp, pair => pair.row);
        var windows = file.Value.GetProperty("anomaly_windows").EnumerateArray().Select(window => (rows[window[0].GetString()!], rows[window[1].GetString()!])).ToArray();
        return new Series(file.Name, csv.Columns["value_01"], windows);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Series(string Name, double[] Values, (int First, int Last)[] Windows)
    {
        public NabFile With(DailyPatternOptions options)
        {
            var detector = new DailyPatternDetector(options);
            var detections = new List<int>();
            for (var row = 0; row < Values.Length; row++)
            {
                if (detector.Add(Values[row]).IsAlarm)
                    detections.Add(row);
            }

            return new NabFile(Name, Values.Length, Windows, detections);
        }
    }
}
