using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Traffic;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze traffic</c>: vehicles over two strain gauges; weights only with calibration runs.</summary>
internal static class AnalyzeTraffic
{
    public static AnalysisCommand Create()
    {
        var options = new TrafficCommandOptions();
        return new AnalysisCommand(
            "traffic",
            "Find vehicles with two strain gauges one behind the other: direction, speed, axles and, after calibration with known vehicles, gross weights.",
            """
            edgetwin analyze traffic monday.csv --gauges strain_01_ue,strain_02_ue --distance 4
            edgetwin analyze traffic monday.csv --distance 4 --calibration runs.csv --known-vehicles lorries.csv --reach 20 --json
            """,
            "Recordings that hold both gauges in ue.",
            options.All,
            run => Analyse(run, options));
    }

    private static AnalysisReport Analyse(AnalysisRun run, TrafficCommandOptions options)
    {
        var (traffic, weighing) = (options.Traffic(run), options.Weighing(run));
        var calibration = options.Calibration(run, traffic, weighing, out var runs);
        var spectrum = new LoadSpectrum();
        var results = new List<PassageResult>();
        var isJudged = false;
        foreach (var file in run.Files)
        {
            var gauges = GaugePair.Of(run.ReadRecording(file), options.GaugeNames(run));
            isJudged |= gauges.First.Any(double.IsFinite) && gauges.Second.Any(double.IsFinite);
            run.Progress("finding vehicles", 0.5);
            foreach (var passage in VehicleDetector.Detect(gauges.First, gauges.Second, gauges.SampleRateHz, traffic))
            {
                var weight = calibration is null || !passage.IsResolved ? null : WeighInMotion.Weigh(gauges.First, gauges.Second, gauges.SampleRateHz, passage, calibration, weighing);
                spectrum.Add(weight?.GrossWeightKN ?? double.NaN);
                results.Add(new PassageResult(file, gauges.Start?.AddSeconds(passage.StartSeconds), passage, weight));
            }
        }

        return new AnalysisReport(new TrafficResult(calibration is not null, calibration, runs, results, spectrum))
        {
            Tables = [ToTable(results, calibration is not null), .. calibration is null ? [] : new[] { ToTable(spectrum) }],
            Remarks = [.. Remarks(results, traffic, calibration, runs)],
            ExitCode = isJudged ? CommandLine.ExitCode.Ok : CommandLine.ExitCode.Failure,
        };
    }

    private static TextTable ToTable(IReadOnlyList<PassageResult> results, bool isCalibrated)
    {
        var table = new TextTable("Passages", "start s", "direction", "speed m/s", "axles", "spacings m", "strain ue", isCalibrated ? "gross kN" : "gross (uncalibrated)", "not stated because");
        foreach (var (_, _, passage, weight) in results)
        {
            table.Add(
                TextTable.Number(passage.StartSeconds, 5),
                passage.Direction switch { TrafficDirection.FirstToSecond => "first to second", TrafficDirection.SecondToFirst => "second to first", _ => "" },
                TextTable.PlusMinus(passage.SpeedMps, passage.SpeedUncertaintyMps),
                passage.AxleSpacingsM.Count == 0 ? "" : TextTable.Count(passage.AxleSpacingsM.Count + 1),
                string.Join(" ", passage.AxleSpacingsM.Select(spacing => TextTable.Number(spacing, 3))),
                $"{TextTable.Number(passage.FirstPeakMicrostrain, 3)} {TextTable.Number(passage.SecondPeakMicrostrain, 3)}",
                weight is null ? "" : TextTable.PlusMinus(weight.GrossWeightKN, weight.GrossUncertaintyKN),
                passage.Refusal == TrafficRefusal.None ? weight?.Refusal : Words(passage.Refusal));
        }

        return table;
    }

    private static TextTable ToTable(LoadSpectrum spectrum)
    {
        var table = new TextTable("Load spectrum", "gross kN from", "to", "vehicles");
        for (var index = 0; index < spectrum.Counts.Count; index++)
        {
            if (spectrum.Counts[index] > 0)
                table.Add(TextTable.Number(index * spectrum.ClassWidthKN), TextTable.Number((index + 1) * spectrum.ClassWidthKN), TextTable.Count(spectrum.Counts[index]));
        }

        if (spectrum.Above > 0)
            table.Add(TextTable.Number(spectrum.Counts.Count * spectrum.ClassWidthKN), "", TextTable.Count(spectrum.Above));
        return table;
    }

    private static IEnumerable<string> Remarks(IReadOnlyList<PassageResult> results, TrafficOptions traffic, WeighCalibration? calibration, IReadOnlyList<CalibrationRunResult> runs)
    {
        if (double.IsNaN(traffic.GaugeDistanceM))
            yield return "No speeds: give the distance of the gauges with --distance.";
        if (calibration is null)
            yield return "Uncalibrated: no weights. They need runs of vehicles that were weighed on a scale (--calibration, --known-vehicles).";
        else
        {
            var source = calibration.IsUncertaintyMeasured ? "measured by leaving out each run" : "assumed: fewer than five runs";
            yield return $"Calibrated with {calibration.Runs} runs; relative standard uncertainty of a gross weight from them {TextTable.Number(calibration.RelativeUncertainty, 2)} ({source}).";
        }

        foreach (var refused in runs.Where(run => run.Refusal.Length > 0))
            yield return $"Calibration run at {TextTable.Number(refused.TimeSeconds, 5)} s left out: {refused.Refusal}.";
        if (results.Any(result => result.Passage.AxleSpacingsM.Count > 0))
            yield return "Axles lighter than a share of the heaviest (hiddenAxleShare) may be missing, and one that passes a gauge while another enters or leaves the bridge.";
    }

    private static string Words(TrafficRefusal refusal) => refusal switch
    {
        TrafficRefusal.OneGaugeOnly => "only one gauge was loaded",
        TrafficRefusal.StandingLoad => "the load stood, or the gauge shifted",
        TrafficRefusal.MissingSamples => "samples are missing",
        TrafficRefusal.DirectionUnclear => "the gauges saw different loads, or both directions fit",
        TrafficRefusal.AxlesUnresolved => "the axles do not stand out of the noise",
        TrafficRefusal.AxlesDisagree => "the gauges saw different axles: two vehicles at once",
        TrafficRefusal.SpeedImplausible => "the speed is implausible",
        TrafficRefusal.SeveralVehicles => "axles so far apart belong to several vehicles",
        TrafficRefusal.DistanceUnknown => "the distance of the gauges is not known",
        _ => "",
    };

    private sealed record PassageResult(string File, DateTimeOffset? Start, VehiclePassage Passage, VehicleWeight? Weight);

    private sealed record TrafficResult(
        bool IsCalibrated, WeighCalibration? Calibration, IReadOnlyList<CalibrationRunResult> CalibrationRuns, IReadOnlyList<PassageResult> Passages, LoadSpectrum LoadSpectrum);
}
