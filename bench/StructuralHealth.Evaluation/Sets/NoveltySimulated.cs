using System.Globalization;
using EdgeTwin.StructuralHealth.Normalisation;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Normalisation and novelty on simulated structures, because no public recording in the folder has a year of frequencies, known false-alarm rate and known damage.</summary>
internal sealed class NoveltySimulated : IEvaluation
{
    private const int Year = NoveltyStation.WindowsPerYear;
    private const int Day = 24 / NoveltyStation.HoursPerWindow;
    private const int Stations = 20;
    private const int Persistence = 3;

    public string Set => "novelty-simulated";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        foreach (var row in QuoteAndDetection())
            yield return row;
        yield return Coverage();
        yield return Kink();
    }

    /// <summary>A year of baseline each, then sixty years of the same undisturbed structure to count alarms as the station counts them, then damage.</summary>
    private IEnumerable<EvaluationRow> QuoteAndDetection()
    {
        const int Years = 60;
        var (held, quoted, seen, swing) = (0, 0.0, 0.0, 0.0);
        var delays = new List<int>();
        for (var seed = 0; seed < Stations; seed++)
        {
            var station = new NoveltyStation(seed);
            var baseline = Fit(station, Year);
            swing += (baseline.Parameters.CovariateHigh[0] - baseline.Parameters.CovariateLow[0]) / Stations;
            var quote = baseline.Parameters.FalseAlarms!;
            var perYear = Alarms(baseline, station, Years * Year).Count / (double)Years;
            held += perYear >= quote.Low && perYear <= quote.High ? 1 : 0;
            quoted += quote.PerYear / Stations;
            seen += perYear / Stations;
            station.Damage = 0.01;
            if (Alarms(baseline, station, Year / 12) is [var first, ..])
                delays.Add(first);
        }

        yield return new EvaluationRow(
            Set,
            $"false alarms quoted from a year of baseline against those of the {Years} years that follow, {Stations} simulated structures: 90 % intervals that hold the rate seen",
            "80 to 100 %",
            Text($"{100.0 * held / Stations:F0} %; quoted {quoted:F2} a year on average, seen {seen:F2}"),
            held >= 0.8 * Stations);
        delays.Sort();
        var soon = delays.Count(delay => delay < Day);
        var median = delays.Count > 0 ? Text($"median after {(delays[delays.Count / 2] + 1) * NoveltyStation.HoursPerWindow} h, ") : "";
        yield return new EvaluationRow(
            Set,
            Text($"1 % drop of one of four frequencies that swing by more than 10 % over a year ({swing:F0} K), at one false alarm a year: simulated structures in which it is found within 24 h"),
            "at least 95 %",
            Text($"{100.0 * soon / Stations:F0} %, {median}{Stations - delays.Count} not found within a month"),
            soon >= 0.95 * Stations);
    }

    private EvaluationRow Coverage()
    {
        var (held, all) = (0, 0);
        for (var seed = 200; seed < 250; seed++)
        {
            var station = new NoveltyStation(seed);
            var (values, temperature) = Series(station, Year, 0);
            var term = new EnvironmentTerm("temperature") { Kink = EnvironmentKink.Given };
            var slope = EnvironmentRegression.Fit(values, [term], [temperature]).Model!.Coefficients;
            var truth = 2.9 * station.PerKelvin;
            held += (slope[1].Low <= truth && slope[1].High >= truth ? 1 : 0) + (slope[2].Low <= 2 * truth && slope[2].High >= 2 * truth ? 1 : 0);
            all += 2;
        }

        return new EvaluationRow(
            Set, $"90 % intervals of the two slopes of a bilinear regression with dependent residuals that hold the truth, {all} of simulated structures",
            "80 to 99 %", Text($"{100.0 * held / all:F0} %"), held >= 0.8 * all && held <= 0.99 * all);
    }

    private EvaluationRow Kink()
    {
        var errors = new List<double>();
        for (var seed = 300; seed < 310; seed++)
        {
            var (values, temperature) = Series(new NoveltyStation(seed), Year, 0);
            var term = new EnvironmentTerm("temperature") { Kink = EnvironmentKink.Found };
            errors.Add(Math.Abs(EnvironmentRegression.Fit(values, [term], [temperature]).Model!.Kinks[0].At));
        }

        return new EvaluationRow(
            Set, "where the slope changes (0 degC), searched for: largest error in 10 simulated structures", "at most 1 K",
            Text($"{errors.Max():F2} K"), errors.Max() <= 1);
    }

    private static (double[] Values, double[] Temperature) Series(NoveltyStation station, int windows, int feature)
    {
        var (values, temperature) = (new double[windows], new double[windows]);
        for (var window = 0; window < windows; window++)
        {
            var (frequencies, celsius) = station.Next();
            (values[window], temperature[window]) = (frequencies[feature], celsius);
        }

        return (values, temperature);
    }

    private static NoveltyBaseline Fit(NoveltyStation station, int count)
    {
        var windows = new NoveltyWindows(
            [.. Enumerable.Range(1, NoveltyStation.Features).Select(i => new NoveltyFeature($"f{i}", FeatureTransform.Identity))],
            [new NoveltyCovariate("temperature", "degC", FeatureTransform.Identity, 0)]);
        for (var window = 0; window < count; window++)
        {
            var (frequencies, temperature) = station.Next();
            windows.Add(frequencies, [temperature]);
        }

        var options = new NoveltyOptions { FalseAlarmsPerYear = 1, WindowsPerYear = Year, PersistenceWindows = Persistence };
        return NoveltyFitter.Fit(windows, options).Baseline!;
    }

    /// <summary>Windows at which alarms are raised: after a run above the threshold; an alarm is over after a run below it.</summary>
    private static List<int> Alarms(NoveltyBaseline baseline, NoveltyStation station, int windows)
    {
        var alarms = new List<int>();
        var contributions = new double[baseline.FeatureCount];
        var (above, below, active) = (0, 0, false);
        for (var window = 0; window < windows; window++)
        {
            var (frequencies, temperature) = station.Next();
            var isAbove = baseline.TryScore(frequencies, [temperature], contributions, out var score) && score.Index > 1;
            (above, below) = isAbove ? (above + 1, 0) : (0, below + 1);
            if (!active && above >= Persistence)
            {
                active = true;
                alarms.Add(window);
            }
            else if (active && below >= Persistence)
            {
                active = false;
            }
        }

        return alarms;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
