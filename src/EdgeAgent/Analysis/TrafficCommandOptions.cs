using System.CommandLine;
using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.Traffic;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>Options of <c>edgetwin analyze traffic</c>.</summary>
internal sealed class TrafficCommandOptions
{
    private const double RunToleranceSeconds = 3;

    private readonly Option<string[]> _gauges = new("--gauges")
    {
        Description = "Names of the first and the second gauge. Default: the two strain channels, where there are two.",
        HelpName = "FIRST,SECOND",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };

    private readonly Option<double?> _distance = AnalysisOptions.Number(
        "--distance", "M", "Distance from the first to the second gauge along the lane. Without it there is a direction but no speed.", 0.2, 100);
    private readonly Option<double?> _trigger = AnalysisOptions.Number("--trigger", "UE", "Least strain of a vehicle. Default: 2.", 0.01, 1000);
    private readonly Option<double?> _minimumSpeed = AnalysisOptions.Number("--minimum-speed", "MPS", "Lowest plausible speed in m/s. Default: 1.", 0.1, 50);
    private readonly Option<double?> _maximumSpeed = AnalysisOptions.Number("--maximum-speed", "MPS", "Highest plausible speed in m/s. Default: 50.", 1, 150);
    private readonly Option<double?> _reach = AnalysisOptions.Number("--reach", "M", "How far from a gauge an axle strains it: the length of a single span. Default: 30.", 2, 200);
    private readonly Option<string?> _calibration = new("--calibration")
    {
        Description = "Recording of the calibration runs, with the same gauges.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _known = new("--known-vehicles")
    {
        Description = "Table of the calibration runs: time_s when the vehicle came onto the gauges, axle_1_kN, axle_2_kN, ..., spacing_1_m, ...",
        HelpName = "FILE",
    };

    public IEnumerable<Option> All => [_gauges, _distance, _trigger, _minimumSpeed, _maximumSpeed, _reach, _calibration, _known];

    public IReadOnlyList<string> GaugeNames(AnalysisRun run) => run.Get(_gauges)!;

    public TrafficOptions Traffic(AnalysisRun run)
    {
        var (minimum, maximum) = (run.Get(_minimumSpeed) ?? 1, run.Get(_maximumSpeed) ?? 50);
        if (minimum >= maximum)
            throw new AnalysisException("--minimum-speed must be below --maximum-speed.");
        return new TrafficOptions { GaugeDistanceM = run.Get(_distance) ?? double.NaN, TriggerMicrostrain = run.Get(_trigger) ?? 2, MinimumSpeedMps = minimum, MaximumSpeedMps = maximum };
    }

    public WeighingOptions Weighing(AnalysisRun run) => new() { ReachM = run.Get(_reach) ?? 30 };

    /// <summary>The calibration that the command line asks for; null when it asks for none.</summary>
    public WeighCalibration? Calibration(AnalysisRun run, TrafficOptions traffic, WeighingOptions weighing, out IReadOnlyList<CalibrationRunResult> results)
    {
        results = [];
        if (run.Get(_calibration) is null && run.Get(_known) is null)
            return null;
        if (run.Get(_calibration) is not { } file || run.Get(_known) is not { } knownFile)
            throw new AnalysisException("--calibration and --known-vehicles belong together: the recording of the runs, and which vehicles they were.");
        var gauges = GaugePair.Of(run.ReadRecording(file), GaugeNames(run));
        var passages = VehicleDetector.Detect(gauges.First, gauges.Second, gauges.SampleRateHz, traffic);
        var table = AnalysisRun.ReadTable(knownFile);
        var (used, told) = (new List<CalibrationRun>(), new List<CalibrationRunResult>());
        for (var row = 0; row < table.Keys.Count; row++)
        {
            var (time, vehicle) = Vehicle(table, row);
            var passage = passages.Where(candidate => Math.Abs(candidate.StartSeconds - time) <= RunToleranceSeconds).MinBy(candidate => Math.Abs(candidate.StartSeconds - time));
            if (passage is not { IsResolved: true })
            {
                told.Add(new CalibrationRunResult(time, passage is null ? "no vehicle was seen then" : $"the passage was not resolved ({passage.Refusal})"));
                continue;
            }

            used.Add(WeighInMotion.RunOf(gauges.First, gauges.Second, gauges.SampleRateHz, passage, vehicle, weighing));
            told.Add(new CalibrationRunResult(time, used[^1].Refusal));
        }

        results = told;
        if (used.All(calibrationRun => calibrationRun.Refusal.Length > 0))
        {
            var why = string.Join("; ", told.Select(result => string.Create(CultureInfo.InvariantCulture, $"at {result.TimeSeconds} s: {result.Refusal}")));
            throw new AnalysisException($"{file}: no calibration run can be used. {why}.");
        }

        return WeighInMotion.Calibrate(used, weighing);
    }

    private static (double TimeSeconds, KnownVehicle Vehicle) Vehicle(AnalysisTable table, int row)
    {
        double[] Row(string prefix) => [.. table.ColumnNames.Select((name, column) => (name, column)).Where(pair => pair.name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => table.Columns[pair.column][row]).Where(double.IsFinite)];
        if (!double.TryParse(table.Keys[row], NumberStyles.Float, CultureInfo.InvariantCulture, out var time))
            throw new AnalysisException($"{table.File} line {row + 2}: the time \"{table.Keys[row]}\" is not a number of seconds.");
        try
        {
            return (time, new KnownVehicle(Row("axle_"), Row("spacing_")));
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{table.File} line {row + 2}: {Refusals.Words(exception)}", exception);
        }
    }
}
