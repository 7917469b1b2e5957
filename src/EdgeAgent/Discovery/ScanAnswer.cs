using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Discovery;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>What a scan found, and what to add to the station file.</summary>
/// <param name="Source">Who scanned: <c>agent</c>, or <c>command</c> when no agent runs.</param>
/// <param name="AsConfigured">Whether every sensor of the station file answers at its place.</param>
/// <param name="Buses">The buses that exist.</param>
/// <param name="Places">Every sensor of the station file and everything else that answers.</param>
/// <param name="Additions">One entry for <c>sensors</c> for each new chip.</param>
internal sealed record ScanAnswer(
    string Source, bool AsConfigured, IReadOnlyList<BusFinding> Buses, IReadOnlyList<PlaceFinding> Places, IReadOnlyList<SensorAddition> Additions)
{
    public static ScanAnswer Of(string source, ScanReport report, StationConfiguration station) => new(
        source, report.IsAsConfigured, report.Buses, report.Places,
        [.. report.Places.Where(place => place.Verdict == PlaceVerdict.New).SelectMany(place => AdditionsFor(place, station))]);

    // Chips that carry the same identity: the person picks one.
    private static IEnumerable<SensorAddition> AdditionsFor(PlaceFinding place, StationConfiguration station) =>
        from found in place.Kinds
        let kind = SensorCatalog.Find(found.Name)
        where kind is not null
        select new SensorAddition(place.Place, found.Name, SensorSuggestion.Json(kind, place.Location, station));
}

/// <summary>An entry for <c>sensors</c> in the station file.</summary>
/// <param name="Place">The place in the technician's words.</param>
/// <param name="Kind">The chip.</param>
/// <param name="Json">The entry, one object of JSON.</param>
internal sealed record SensorAddition(string Place, string Kind, string Json);
