using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>What each sensor is, where it is wired and where it sits.</summary>
internal static class SensorChecks
{
    public static void Run(StationConfiguration station, ErrorList errors)
    {
        StationChecks.Unique(station.Sensors.Select((sensor, i) => ($"sensors[{i}].id", sensor.Id)), "sensor", errors);
        for (var i = 0; i < station.Sensors.Count; i++)
        {
            CheckChip(station.Sensors[i], station.Simulation is not null, $"sensors[{i}]", errors);
            CheckMounting(station.Sensors[i].Mounting, station.Structure, $"sensors[{i}].mounting", errors);
        }

        CheckPlaces(station.Sensors, errors);
    }

    private static void CheckChip(SensorConfiguration sensor, bool isSimulated, string path, ErrorList errors)
    {
        var kind = SensorCatalog.Find(sensor.Kind);
        if (kind is null)
        {
            var kinds = SensorCatalog.Kinds.Select(known => known.Name).Order(StringComparer.Ordinal).ToList();
            errors.Add($"{path}.kind", $"is \"{SchemaWords.Shorten(sensor.Kind)}\", which is no chip that this program reads", Spelling.Advice(sensor.Kind, kinds, "kinds"));
            return;
        }

        if (!errors.IsTouched($"{path}.bus") && !kind.BusTypes.Contains(sensor.Bus.Type))
        {
            var possible = SchemaWords.Either(kind.BusTypes.Select(BusWords));
            errors.Add($"{path}.bus.type", $"puts the {kind.Name} where it cannot be wired", $"write {possible}");
        }

        if (isSimulated && !kind.CanBeSimulated)
            errors.Add($"{path}.kind", $"is \"{kind.Name}\", of which there is no simulated chip", "take the sensor out, or take \"simulation\" out of the station file");
        foreach (var mistake in kind.Validate(sensor.ToSettings()))
        {
            var cut = mistake.Message.IndexOf("; ", StringComparison.Ordinal);
            var (problem, fix) = cut < 0
                ? (mistake.Message, $"see the options of the {kind.Name}")
                : (mistake.Message[..cut], mistake.Message[(cut + 2)..]);
            errors.Add($"{path}.{mistake.Path}", problem, fix);
        }
    }

    private static string BusWords(BusType type) => type switch
    {
        BusType.Spi => "\"spi\" with bus and chipSelect",
        BusType.Gpio => "\"gpio\" with chip and line",
        BusType.OneWire => "\"oneWire\" with bus and device",
        BusType.Iio => "\"iio\" with device",
        _ => "\"i2c\" with bus and address",
    };

    private static void CheckMounting(MountingConfiguration mounting, StructureConfiguration structure, string path, ErrorList errors)
    {
        if (mounting.Member.Length == 0)
            return;
        var places = structure.Spans.Index().SelectMany(span => span.Item.Members.Index().Select(
            member => (Span: span.Item.Id, Member: member.Item, Path: $"structure.spans[{span.Index}].members[{member.Index}]"))).ToList();
        var found = places.Find(place => place.Member.Id == mounting.Member);
        if (found.Member is null && !places.Exists(place => errors.IsBroken($"{place.Path}.id")))
        {
            errors.Add(
                $"{path}.member",
                $"is \"{mounting.Member}\", which is no member of the structure",
                Spelling.Advice(mounting.Member, [.. places.Select(place => place.Member.Id)], "members"));
        }
        else if (found.Member is not null && !errors.IsTouched(found.Path))
        {
            CheckPosition(mounting, found.Member, found.Span, path, errors);
        }
    }

    private static void CheckPosition(MountingConfiguration mounting, MemberConfiguration member, string span, string path, ErrorList errors)
    {
        var (from, to) = (member.FromM, member.ToM);
        if (mounting.PositionM < from - StructureChecks.ToleranceM || mounting.PositionM > to + StructureChecks.ToleranceM)
        {
            errors.Add(
                $"{path}.positionM",
                $"is {mounting.PositionM} m, which is not on '{member.Id}' ({from} to {to} m)",
                $"write a number from {from} to {to}, counted from the left support of {span}, or name the member that is there");
        }
    }

    private static void CheckPlaces(IReadOnlyList<SensorConfiguration> sensors, ErrorList errors)
    {
        var taken = new Dictionary<BusLocation, int>();
        for (var i = 0; i < sensors.Count; i++)
        {
            if (errors.IsTouched($"sensors[{i}].bus") || taken.TryAdd(sensors[i].Bus, i))
                continue;
            var other = taken[sensors[i].Bus];
            errors.Add(
                $"sensors[{i}].bus",
                $"is {sensors[i].Bus}, where '{sensors[other].Id}' (sensors[{other}]) is already",
                "give each sensor its own chip select or address");
        }
    }
}
