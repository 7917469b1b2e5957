using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze moisture</c>: wood moisture, service class, mould index and doses from temperature and humidity.</summary>
internal static class AnalyzeMoisture
{
    private static readonly Option<MouldSensitivity> s_class = new("--class")
    {
        Description = "Sensitivity of the surface to mould: VerySensitive (pine sapwood), Sensitive (planed wood), MediumResistant (concrete), Resistant (glass). Default: VerySensitive.",
        HelpName = "CLASS",
        DefaultValueFactory = _ => MouldSensitivity.VerySensitive,
    };

    private static readonly Option<double?> s_decline = AnalysisOptions.Number("--decline", "FACTOR", "Decline of mould on this surface against wood. Default: 0.5.", 0, 1);
    private static readonly Option<double?> s_tolerance = AnalysisOptions.Number("--saturation-tolerance", "POINTS", "Humidity above 100 % that is taken for 100 %, in percentage points. Default: 0, refused.", 0, 5);

    public static AnalysisCommand Create() => new(
        "moisture",
        "Judge timber by the air around it: equilibrium moisture, service class, mould index, doses for mould and decay.",
        """
        edgetwin analyze moisture house.csv
        edgetwin analyze moisture deck.csv --class Sensitive --decline 0.25 --json
        """,
        "Recordings of temp_NN_degC and rh_NN_pct, the number telling which belong together: CSV, CSV.GZ or miniSEED.",
        [s_class, s_decline, s_tolerance],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var points = run.Files.SelectMany(file => Points(run, run.ReadRecording(file))).ToList();
        return new AnalysisReport(points)
        {
            Tables = [ToTable(points)],
            Remarks =
            [
                .. points.Where(point => point.Refused is not null).Select(point => $"{point.File} point {point.Point}: refused. {point.Refused}"),
                .. points.Where(point => point.Service is { IsProvisional: true }).Take(1).Select(_ => "A service class marked with * rests on less than a year: the missing season may change it."),
                "Equilibrium moisture is that of thin wood in the air; solid members lag behind by days to months.",
                $"EN 1995-1-1 speaks of a few weeks a year; {ServiceClasses.FewWeeks} are taken, judged by weekly means. That is an assumption.",
                "The decay dose was fitted to wood outdoors: dry wood gets a dose too but does not decay, and rain or ground, which the air does not show, add to it.",
            ],
            ExitCode = points.All(point => point.Refused is not null) ? CommandLine.ExitCode.Failure : CommandLine.ExitCode.Ok,
        };
    }

    private static IEnumerable<MoistureOfPoint> Points(AnalysisRun run, AnalysisRecording recording)
    {
        var pairs = recording.Channels.Where(channel => channel.Quantity == "temperature")
            .Select(temperature => (Temperature: temperature, Humidity: recording.Channels.FirstOrDefault(other => other.Quantity == "relativeHumidity" && Number(other) == Number(temperature))))
            .Where(pair => pair.Humidity is not null).ToList();
        if (pairs.Count == 0)
            throw new AnalysisException($"{recording.File}: no temperature has a humidity of the same number. Name the columns temp_01_degC and rh_01_pct.");
        foreach (var (temperature, humidity) in pairs)
            yield return Judge(run, recording, temperature, humidity!);
    }

    private static string Number(AnalysisChannel channel) => channel.Name.Split('_') is [_, var number, ..] ? number : "";

    private static MoistureOfPoint Judge(AnalysisRun run, AnalysisRecording recording, AnalysisChannel temperature, AnalysisChannel humidity)
    {
        var point = Number(temperature);
        try
        {
            if (recording.SampleRateHz > 1)
                throw new ArgumentException("The climate is read once a second at most; give the recording at a lower rate.");
            var first = recording.Start is { } start ? (start - DateTimeOffset.UnixEpoch).TotalHours : 0;
            var times = Enumerable.Range(0, recording.Length).Select(index => Math.Round((first + (index / recording.SampleRateHz / 3600)) * 3600) / 3600).ToArray();
            var climate = ClimateSeries.Create(
                times, temperature.In("degC"), humidity.In("%RH"), new ClimateCheckOptions { SaturationTolerancePct = run.Get(s_tolerance) ?? 0 });
            var moisture = climate.TemperatureDegC.Zip(climate.RelativeHumidityPct, EquilibriumMoisture.Percent).Where(double.IsFinite).ToArray();
            var mould = MouldModel.Series(climate, new MouldModelOptions { Speed = run.Get(s_class), DeclineFactor = run.Get(s_decline) ?? 0.5 });
            return new MoistureOfPoint(recording.File, point, null)
            {
                Hours = climate.Hours,
                MissingHours = climate.MissingHours,
                MoistureMinimumPct = moisture.Min(),
                MoistureMeanPct = moisture.Average(),
                MoistureMaximumPct = moisture.Max(),
                Service = climate.Hours >= 168 ? ServiceClasses.OfClimate(climate) : null,
                MouldIndexMaximum = mould.Max(),
                MouldIndexFinal = mould[^1],
                MouldDoseMaximumDays = MouldDose.Series(climate).DefaultIfEmpty(0).Max(),
                DecayDoseDays = DecayDose.OfClimate(climate),
            };
        }
        catch (ArgumentException exception)
        {
            return new MoistureOfPoint(recording.File, point, Refusals.Words(exception));
        }
    }

    private static TextTable ToTable(List<MoistureOfPoint> points)
    {
        var table = new TextTable("Timber in this air", "file", "point", "moisture mean %", "min %", "max %", "service class", "mould index max", "final", "mould dose d", "decay dose d");
        foreach (var point in points)
        {
            table.Add(
                Path.GetFileName(point.File),
                point.Point,
                TextTable.Number(point.MoistureMeanPct, 3),
                TextTable.Number(point.MoistureMinimumPct, 3),
                TextTable.Number(point.MoistureMaximumPct, 3),
                point.Service is null ? "" : $"{(int)point.Service.Class}{(point.Service.IsProvisional ? "*" : "")}",
                TextTable.Number(point.MouldIndexMaximum, 3),
                TextTable.Number(point.MouldIndexFinal, 3),
                TextTable.Number(point.MouldDoseMaximumDays, 3),
                TextTable.Number(point.DecayDoseDays, 3));
        }

        return table;
    }

    private sealed record MoistureOfPoint(string File, string Point, string? Refused)
    {
        public int Hours { get; init; }

        public int MissingHours { get; init; }

        public double MoistureMinimumPct { get; init; } = double.NaN;

        public double MoistureMeanPct { get; init; } = double.NaN;

        public double MoistureMaximumPct { get; init; } = double.NaN;

        public ServiceClassResult? Service { get; init; }

        public double MouldIndexMaximum { get; init; } = double.NaN;

        public double MouldIndexFinal { get; init; } = double.NaN;

        public double MouldDoseMaximumDays { get; init; } = double.NaN;

        public double DecayDoseDays { get; init; } = double.NaN;
    }
}
