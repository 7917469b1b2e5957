using System.Globalization;
using EdgeTwin.StructuralHealth.Traffic;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>
/// A real moving load over two strain gauges. The set prints no speed, distance or axle; what it proves is the number of crossings, that a load that stands is no vehicle,
/// the direction (the second crossing goes back the way of the first), the time (the force sensors feel the same load)
/// and that nothing is stated that the recording cannot show.
/// </summary>
internal sealed class TestBridgeTraffic : IEvaluation
{
    private const double RateHz = 100;

    public string Set => "test-bridge-settlement";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var table = EvaluationCsv.Read(recordings, Set, "settlement_0.csv.gz");
        var passages = VehicleDetector.Detect(table.Columns["strain_02_ue"], table.Columns["strain_01_ue"], RateHz, new TrafficOptions());
        yield return Row(
            "traffic: crossings of the moving load found, its three standing positions not taken for vehicles",
            "3 (the set's README)",
            passages.Count.ToString(CultureInfo.InvariantCulture),
            passages.Count == 3);
        var directions = string.Join(", ", passages.Select(passage => passage.Direction));
        yield return Row(
            "traffic: the second crossing goes the other way than the first",
            "opposite",
            directions,
            passages.Count == 3 && passages[0].Direction != passages[1].Direction && passages.All(passage => passage.Direction != TrafficDirection.Unknown));
        double[] errors = [.. passages.Select(passage => Math.Abs(Middle(passage) - ForcePeakSeconds(table, passage)))];
        yield return Row(
            "traffic: middle of each passage by strain against the peak of the force sensors, largest difference",
            "at most 2 s",
            string.Create(CultureInfo.InvariantCulture, $"{errors.DefaultIfEmpty(double.NaN).Max():0.0} s"),
            errors.Length == 3 && errors.Max() <= 2);
        var stated = passages.Count(passage => double.IsFinite(passage.SpeedMps) || passage.AxleSpacingsM.Count > 0);
        yield return Row("traffic: passages with a speed or axles although the distance of the gauges is unknown", "0", stated.ToString(CultureInfo.InvariantCulture), stated == 0);
        yield return EvaluationRow.Report(
            Set, "traffic: time between the gauges in each crossing", string.Join(", ", passages.Select(passage => string.Create(CultureInfo.InvariantCulture, $"{passage.LagSeconds:0.0} s"))));
    }

    private EvaluationRow Row(string what, string target, string result, bool met) => new(Set, what, target, result, met);

    private static double Middle(VehiclePassage passage) => 0.5 * (passage.StartSeconds + passage.EndSeconds);

    private static double ForcePeakSeconds(EvaluationCsv table, VehiclePassage passage)
    {
        var (first, second) = (table.Columns["force_01_kN"], table.Columns["force_02_kN"]);
        var (from, to) = ((int)(passage.StartSeconds * RateHz), (int)(passage.EndSeconds * RateHz));
        return Enumerable.Range(from, to - from).MaxBy(sample => first[sample] + second[sample]) / RateHz;
    }
}
