using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.StructuralHealth.Events;
using EdgeTwin.StructuralHealth.Filters;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>
/// Ten earthquakes on an overpass, one set of options for all: the trigger runs on the stream of all accelerations in blocks of a second, the transfer function
/// is estimated as the truth file states, and displacements are integrated from accelerations that the agency filtered already.
/// </summary>
internal sealed class OverpassEarthquakes : IEvaluation
{
    private const double LeastCorrelation = 0.99;
    private const double FrequencyFromHz = 2;
    private const double FrequencyToHz = 6;
    private const int SegmentSamples = 2048;

    // A quarter of a thousandth of g in cm/s2: what a station on a busy bridge sees every day stays below it.
    private static readonly EventTriggerOptions s_trigger = new() { MinimumChannels = 3, LeastRms = 0.25 };

    public string Set => "overpass-earthquakes";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var folder = Path.Combine(recordings, Set);
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")))!;
        var records = truth["recordings"]!.AsObject().Select(pair => Record.Read(folder, pair.Key, pair.Value!)).ToList();
        return [.. Triggers(records), .. Frequencies(records, truth["transverse_f1_range_hz"]!), .. Displacements(records), .. Peaks(records)];
    }

    private IEnumerable<EvaluationRow> Triggers(List<Record> records)
    {
        var spans = records.ConvertAll(Detect);
        var triggered = records.Zip(spans).Count(pair => pair.Second.Any(span => IsBeforeThePeakWithPreEventData(span, pair.First)));
        yield return new EvaluationRow(
            Set,
            $"recordings with an event that triggers before the peak of the ground and holds {Text(s_trigger.PreEventSeconds)} s before its trigger",
            $"{records.Count} of {records.Count}",
            $"{triggered} of {records.Count}",
            triggered == records.Count);
        yield return EvaluationRow.Report(Set, "events per recording", string.Join(", ", spans.Select(found => found.Count)));
        yield return EvaluationRow.Report(Set, "trigger before the peak of the ground, s", string.Join(", ", records.Zip(spans, (record, found) =>
            found.Count == 0 ? "-" : Text(Math.Round(record.GroundPeakSeconds - (found[0].Trigger / record.RateHz), 1)))));
    }

    private static List<EventSpan> Detect(Record record)
    {
        var channels = record.Csv.StartingWith("acc_");
        var trigger = new EventTrigger(channels.Length, record.RateHz, s_trigger);
        var events = new List<EventSpan>();
        var second = (int)record.RateHz;
        for (var start = 0; start < channels[0].Length; start += second)
            trigger.Process([.. channels.SelectMany(channel => channel.Skip(start).Take(second))], events);
        trigger.Complete(events);
        return events;
    }

    private static bool IsBeforeThePeakWithPreEventData(EventSpan span, Record record) =>
        span.Trigger - span.Start >= s_trigger.PreEventSeconds * record.RateHz
        && span.Trigger <= record.GroundPeakSeconds * record.RateHz
        && span.End > record.GroundPeakSeconds * record.RateHz;

    private IEnumerable<EvaluationRow> Frequencies(List<Record> records, JsonNode range)
    {
        var (low, high) = (range[0]!.GetValue<double>(), range[1]!.GetValue<double>());
        var frequencies = records.ConvertAll(TransverseFrequency);
        yield return new EvaluationRow(
            Set,
            "transverse f1, peak of the transfer function from the base to the top of the bent",
            $"{Text(low)} to {Text(high)} Hz in all {records.Count}",
            $"{Text(frequencies.Min(), "F3")} to {Text(frequencies.Max(), "F3")} Hz",
            frequencies.All(frequency => frequency >= low && frequency <= high));
        var differences = records.Zip(frequencies, (record, frequency) => Math.Abs(frequency - record.Truth["transverse_peak_of_transfer_function_hz"]!.GetValue<double>()));
        yield return EvaluationRow.Report(Set, "largest difference from the peak in the truth file", $"{Text(differences.Max(), "F3")} Hz");
    }

    private static double TransverseFrequency(Record record)
    {
        var cross = new CrossSpectrum(record.RateHz, new WelchOptions { SegmentLength = SegmentSamples });
        cross.Compute(record.Acceleration(3), record.Acceleration(7));
        var amplitude = new double[cross.BinCount];
        cross.Transfer(amplitude);
        var first = (int)Math.Ceiling(FrequencyFromHz / cross.FrequencyResolutionHz);
        var last = (int)Math.Floor(FrequencyToHz / cross.FrequencyResolutionHz);
        return Enumerable.Range(first, last - first + 1).MaxBy(bin => amplitude[bin]) * cross.FrequencyResolutionHz;
    }

    private IEnumerable<EvaluationRow> Displacements(List<Record> records)
    {
        var correlations = records.SelectMany(record => record.DisplacementChannels.Select(channel => Correlation(record, channel, isBandLimited: true))).ToList();
        yield return new EvaluationRow(
            Set,
            "correlation of the integrated with the agency's displacement, same band",
            $"at least {Text(LeastCorrelation)} in all {correlations.Count}",
            $"{Text(correlations.Min(), "F4")} to {Text(correlations.Max(), "F4")}",
            correlations.All(correlation => correlation >= LeastCorrelation));
        var twice = records.SelectMany(record => record.DisplacementChannels.Select(channel => Correlation(record, channel, isBandLimited: false)));
        yield return EvaluationRow.Report(Set, "the same when the record is filtered to its band a second time", $"{Text(twice.Min(), "F4")} to {Text(twice.Max(), "F4")}");
    }

    private static double Correlation(Record record, int channel, bool isBandLimited)
    {
        var ours = record.Integrate(channel, isBandLimited).Displacement;
        var theirs = record.Displacement(channel);
        var (ourMean, theirMean) = (ours.Average(), theirs.Average());
        var (product, ourSquare, theirSquare) = (0.0, 0.0, 0.0);
        for (var index = 0; index < ours.Length; index++)
        {
            var (our, their) = (ours[index] - ourMean, theirs[index] - theirMean);
            (product, ourSquare, theirSquare) = (product + (our * their), ourSquare + (our * our), theirSquare + (their * their));
        }

        return product / Math.Sqrt(ourSquare * theirSquare);
    }

    /// <summary>Against the peaks that the agency printed in the headers, with their sign.</summary>
    private IEnumerable<EvaluationRow> Peaks(List<Record> records)
    {
        var options = records.ConvertAll(record => new EventMeasureOptions { Integration = record.Band(isBandLimited: true) });
        var measured = records.Zip(options).SelectMany(pair => pair.First.AccelerationChannels.Select(channel => (
            Header: pair.First.Truth["header_peaks"]![channel.ToString("D2", CultureInfo.InvariantCulture)]!,
            Ours: EventMeasurement.Measure(pair.First.Acceleration(channel), pair.First.RateHz, 0, isAcceleration: true, pair.Second)))).ToList();
        var accelerations = measured.ConvertAll(pair => Difference(pair.Header["acc_cmps2"]!, pair.Ours.Amplitude));
        yield return new EvaluationRow(
            Set, $"peak acceleration of {measured.Count} channels against the header", "within 0.1 %", $"largest difference {Text(accelerations.Max() * 100, "F3")} %", accelerations.All(difference => difference <= 0.001));
        yield return EvaluationRow.Report(Set, "peak velocity against the header, median and largest difference", MedianAndLargest(measured.ConvertAll(pair => Difference(pair.Header["vel_cmps"]!, pair.Ours.Velocity))));
        yield return EvaluationRow.Report(Set, "peak displacement against the header, median and largest difference", MedianAndLargest(measured.ConvertAll(pair => Difference(pair.Header["disp_cm"]!, pair.Ours.Displacement))));
    }

    private static double Difference(JsonNode header, Peak ours)
    {
        var theirs = header[0]!.GetValue<double>();
        return Math.Abs(Math.Abs(ours.Value) - Math.Abs(theirs)) / Math.Abs(theirs);
    }

    private static string MedianAndLargest(List<double> differences)
    {
        differences.Sort();
        return $"{Text(differences[differences.Count / 2] * 100, "F1")} % and {Text(differences[^1] * 100, "F1")} %";
    }

    private static string Text(double value, string format = "G") => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Record(JsonNode Truth, double RateHz, EvaluationCsv Csv)
    {
        public static Record Read(string folder, string name, JsonNode truth) =>
            new(truth, truth["rate_hz"]!.GetValue<double>(), EvaluationCsv.Read(folder, truth["file"]!.GetValue<string>()));

        public double GroundPeakSeconds => Truth["header_peaks"]!["03"]!["acc_cmps2"]![1]!.GetValue<double>();

        public IEnumerable<int> AccelerationChannels => Truth["channels"]!.AsArray().Select(channel => channel!.GetValue<int>());

        public IEnumerable<int> DisplacementChannels => AccelerationChannels.Where(channel => Csv.Columns.ContainsKey($"disp_{channel:D2}_cm"));

        public double[] Acceleration(int channel) => Csv.Columns[$"acc_{channel:D2}_cmps2"];

        public double[] Displacement(int channel) => Csv.Columns[$"disp_{channel:D2}_cm"];

        public IntegrationOptions Band(bool isBandLimited) => new()
        {
            LowHz = Truth["filter_band_hz"]![0]!.GetValue<double>(),
            HighHz = Truth["filter_band_hz"]![1]!.GetValue<double>(),
            IsBandLimitedRecord = isBandLimited,
        };

        public IntegratedMotion Integrate(int channel, bool isBandLimited) => Integration.Integrate(Acceleration(channel), RateHz, Band(isBandLimited));
    }
}
