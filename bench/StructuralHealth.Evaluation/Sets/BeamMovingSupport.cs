using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.StructuralHealth.Modal;
using EdgeTwin.StructuralHealth.Tracking;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>A cantilever whose support moves in steps: every half second is one record, and the first mode is followed through all of them with the same options for the three tests.</summary>
internal sealed class BeamMovingSupport : IEvaluation
{
    private const double WindowSeconds = 0.5;
    private const double StandingDeviationV = 0.02;
    private const double FollowedRatio = 0.02;

    // Half a second holds few cycles and two channels say little about shape; a step of the support moves the frequency by up to 12 %.
    private static readonly ModalAnalysisOptions s_options = new()
    {
        LowFrequencyHz = 12, HighFrequencyHz = 70, OrderMaximum = 20, HankelColumnsMaximum = 40, Blocks = 10, CyclesMinimum = 5, Deviations = DeviationMethod.Perturbation,
    };

    private static readonly ModeTrackerOptions s_tracking = new()
    {
        FrequencyToleranceRatio = 0.15, MacMinimum = 0.3, UpdateShare = 0.7, Confirmations = 2, ConfirmationRecords = 3,
    };

    public string Set => "beam-moving-support";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json")))!;
        var byPosition = truth["first_frequency_by_position"]!.AsArray().Select(entry => (PositionV: entry!["position_V"]!.GetValue<double>(), FrequencyHz: entry["first_frequency_hz"]!.GetValue<double>())).ToArray();
        foreach (var (name, recording) in truth["recordings"]!.AsObject())
        {
            var standing = Follow(recordings, recording!, byPosition);
            var seen = standing.Where(window => double.IsFinite(window.Difference)).ToArray();
            var largest = seen.Length == 0 ? double.NaN : seen.Max(window => window.Difference);
            var swaps = standing.Count(window => window.IsOtherNumber);
            yield return new EvaluationRow(Set, $"{name}: half seconds of standing support in which the first mode was followed (the unsettled first one left out)", "at least 80 %", $"{seen.Length} of {standing.Count}", seen.Length >= 0.8 * standing.Count);
            yield return new EvaluationRow(Set, $"{name}: its largest difference from the truth's frequency at that position", "2 %", Percent(largest), largest <= FollowedRatio);
            yield return new EvaluationRow(Set, $"{name}: half seconds in which another number of the tracker stood within 2 % instead", "0 (no swaps)", swaps.ToString(CultureInfo.InvariantCulture), swaps == 0);
        }
    }

    private static List<StandingWindow> Follow(string recordings, JsonNode recording, (double PositionV, double FrequencyHz)[] byPosition)
    {
        var file = EvaluationCsv.Read(recordings, "beam-moving-support", recording["file"]!.GetValue<string>());
        var rateHz = recording["rate_hz"]!.GetValue<double>();
        var length = (int)(WindowSeconds * rateHz);
        var tracker = new ModeTracker(s_tracking);
        var result = new List<StandingWindow>();
        var followed = 0;
        foreach (var window in recording["windows_half_second"]!["rows"]!.AsArray().Select(row => row!.AsArray().Select(value => value!.GetValue<double>()).ToArray()))
        {
            var start = (int)Math.Round(window[0] * rateHz);
            var record = new ModalRecord([.. file.StartingWith("acc").Select(values => (ReadOnlyMemory<double>)values.AsMemory(start, length))], rateHz);
            var frame = tracker.Update(OperationalModalAnalysis.Analyze(record, s_options).Modes);
            if (start == 0 || window[2] > StandingDeviationV)
                continue;
            var expectedHz = byPosition.MinBy(entry => Math.Abs(entry.PositionV - window[1])).FrequencyHz;
            double Difference(TrackedObservation observation) => observation.Mode is null ? double.NaN : Math.Abs((observation.Mode.FrequencyHz / expectedHz) - 1);
            var matching = frame.Modes.FirstOrDefault(observation => Difference(observation) <= FollowedRatio);
            followed = followed == 0 ? matching?.Id ?? 0 : followed;
            var own = frame.Modes.FirstOrDefault(observation => observation.Id == followed);
            result.Add(new StandingWindow(own is null ? double.NaN : Difference(own), matching is not null && matching.Id != followed));
        }

        return result;
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    /// <summary>One standing half second: the relative difference of the number that is followed, NaN where it was not seen, and whether another number was within 2 %.</summary>
    private sealed record StandingWindow(double Difference, bool IsOtherNumber);
}
