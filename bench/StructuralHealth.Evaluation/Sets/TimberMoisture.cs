using System.Globalization;
using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Mould index of four timber houses against the source's reference series; moisture, service class and doses as reported figures.</summary>
internal sealed class TimberMoisture : IEvaluation
{
    private static readonly DateTime s_epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly (string Name, MouldSensitivity Class)[] s_classes =
        [("vs", MouldSensitivity.VerySensitive), ("s", MouldSensitivity.Sensitive), ("mr", MouldSensitivity.MediumResistant)];

    public string Set => "timber-moisture";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        for (var house = 1; house <= 4; house++)
        {
            var climate = EvaluationCsv.Read(recordings, Set, $"house_{house}.csv");
            var reference = EvaluationCsv.Read(recordings, Set, $"house_{house}_mould_index_daily.csv");
            yield return MouldIndex(house, climate, reference);
            yield return Wood(house, Point(climate, "01"));
        }
    }

    private EvaluationRow MouldIndex(int house, EvaluationCsv climate, EvaluationCsv reference)
    {
        var largest = 0.0;
        var compared = 0;
        foreach (var (column, expected) in reference.Columns)
        {
            var words = column.Split('_');
            var series = Point(climate, words[1]);
            var index = MouldModel.Series(series, new MouldModelOptions { Speed = s_classes.Single(found => found.Name == words[2]).Class });
            for (var day = 0; day < expected.Length; day++)
            {
                var hour = (int)Math.Round(Hours(reference.Keys[day]) - series.FirstHour);
                largest = Math.Max(largest, Math.Abs(index[hour] - expected[day]));
                compared++;
            }
        }

        return new(Set, $"house {house}: mould index of all points and classes, largest difference from the reference", "0.01",
            string.Create(CultureInfo.InvariantCulture, $"{largest:0.000000} over {compared} values of {reference.Columns.Count} series"), largest <= 0.01 && compared > 0);
    }

    private EvaluationRow Wood(int house, ClimateSeries series)
    {
        var moisture = series.TemperatureDegC.Zip(series.RelativeHumidityPct, EquilibriumMoisture.Percent).ToArray();
        var service = ServiceClasses.OfClimate(series);
        return EvaluationRow.Report(Set, $"house {house}, point 01: equilibrium moisture, service class, mould dose",
            string.Create(CultureInfo.InvariantCulture, $"{moisture.Min():0.0} to {moisture.Max():0.0} %, mean {moisture.Average():0.0} %; {service.Class}{(service.IsProvisional ? " (provisional)" : "")}; {MouldDose.Series(series).Max():0.0} days"));
    }

    private static ClimateSeries Point(EvaluationCsv climate, string point) =>
        ClimateSeries.Create([.. climate.Keys.Select(Hours)], climate.Columns[$"temp_{point}_degC"], climate.Columns[$"rh_{point}_pct"]);

    private static double Hours(string stamp) =>
        (DateTime.Parse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) - s_epoch).TotalMinutes / 60;
}
