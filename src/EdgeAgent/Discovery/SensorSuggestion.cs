using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>The lines to add to the station file for a chip that it does not have yet.</summary>
internal static partial class SensorSuggestion
{
    // What a bridge needs, from its vibration down to its climate; each kind takes the first that it can do.
    private static readonly double[] UsualRatesHz = [250, 200, 100, 500, 125, 80, 20, 10, 1, 0.1, 0.01];

    private static readonly JsonElement NoOptions = JsonDocument.Parse("{}").RootElement;

    /// <summary>Valid settings of a kind at a place: defaults, and the rate of its relatives in the station file where there are any.</summary>
    public static SensorSettings SettingsFor(SensorKind kind, BusLocation place, IReadOnlyList<SensorConfiguration> sensors)
    {
        var rates = sensors.Where(sensor => sensor.Kind == kind.Name).Select(sensor => sensor.SampleRateHz).Concat(UsualRatesHz);
        var candidates = rates.Select(rateHz => new SensorSettings(FreeId(kind, sensors), kind.Name, place, rateHz, NoOptions)).ToList();
        return candidates.Find(settings => kind.Validate(settings).Count == 0) ?? candidates[^1];
    }

    /// <summary>
    /// One object for <c>sensors</c>. Where the chip sits on the structure only the person knows; the first member stands in.
    /// </summary>
    public static string Json(SensorKind kind, BusLocation place, StationConfiguration station)
    {
        var settings = SettingsFor(kind, place, station.Sensors);
        var member = station.Structure.Spans.SelectMany(span => span.Members).FirstOrDefault();
        var indented = JsonSerializer.Serialize(
            new
            {
                Id = settings.SensorId,
                settings.Kind,
                Bus = settings.Location,
                settings.SampleRateHz,
                Mounting = new { Member = member?.Id ?? "MEMBER", PositionM = member?.FromM ?? 0 },
            },
            StationJson.Options);
        return LineBreak().Replace(indented, " ");
    }

    // A line break stands between tokens only: inside of texts it is escaped.
    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();

    private static string FreeId(SensorKind kind, IReadOnlyList<SensorConfiguration> sensors)
    {
        for (var number = 1; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{number}");
            if (!sensors.Any(sensor => sensor.Id.Equals(id, StringComparison.OrdinalIgnoreCase)))
                return id;
        }
    }
}
