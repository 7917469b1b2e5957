using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>That the faults and strangers of a simulation have a chip and a place.</summary>
internal static class SimulationChecks
{
    public static void Run(StationConfiguration station, ErrorList errors)
    {
        if (station.Simulation is not { } simulation)
            return;
        CheckFaults(simulation.Faults, [.. station.Sensors.Select(sensor => sensor.Id)], errors);
        CheckStrangers(simulation.Strangers, station.Sensors, errors);
    }

    private static void CheckFaults(IReadOnlyList<FaultConfiguration> faults, List<string> sensors, ErrorList errors)
    {
        var broken = new HashSet<string>();
        foreach (var (i, fault) in faults.Index())
        {
            var path = $"simulation.faults[{i}].sensor";
            if (errors.IsTouched(path))
                continue;
            if (!sensors.Contains(fault.Sensor))
                errors.Add(path, $"is \"{fault.Sensor}\", which is no sensor of this file", Spelling.Advice(fault.Sensor, sensors, "sensors"));
            else if (!broken.Add(fault.Sensor))
                errors.Add(path, $"is \"{fault.Sensor}\", which has a fault already", "write one fault per sensor");
        }
    }

    private static void CheckStrangers(
        IReadOnlyList<StrangerConfiguration> strangers, IReadOnlyList<SensorConfiguration> sensors, ErrorList errors)
    {
        var taken = sensors.Select(sensor => sensor.Bus).ToHashSet();
        foreach (var (i, stranger) in strangers.Index())
        {
            var path = $"simulation.strangers[{i}]";
            if (errors.IsTouched($"{path}.bus"))
                continue;
            if (!taken.Add(stranger.Bus))
                errors.Add($"{path}.bus", $"is {stranger.Bus}, where there is a chip already", "give each chip its own chip select or address");
            if (stranger.Kind.Length == 0 && stranger.Bus.Type != BusType.I2c)
                errors.Add($"{path}.kind", "is missing, and only on I2C can something unknown answer", "name a kind, or put it on I2C");
            else if (stranger.Kind.Length > 0)
                CheckKind(stranger, path, errors);
        }
    }

    private static void CheckKind(StrangerConfiguration stranger, string path, ErrorList errors)
    {
        var kinds = SensorCatalog.Kinds.Where(kind => kind.CanBeSimulated && kind.BusTypes.Contains(stranger.Bus.Type)).Select(kind => kind.Name).ToList();
        if (!kinds.Contains(stranger.Kind))
        {
            errors.Add(
                $"{path}.kind", $"is \"{SchemaWords.Shorten(stranger.Kind)}\", which is no chip that can be simulated there",
                Spelling.Advice(stranger.Kind, kinds, "kinds"));
        }
    }
}
