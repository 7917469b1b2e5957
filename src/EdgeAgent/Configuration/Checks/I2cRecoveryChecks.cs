using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>Each bus is named once, and each of its lines is its own.</summary>
internal static class I2cRecoveryChecks
{
    public static void Run(StationConfiguration station, ErrorList errors)
    {
        var buses = new Dictionary<int, int>();
        var lines = new Dictionary<GpioPlace, string>();
        foreach (var (index, sensor) in station.Sensors.Index())
        {
            if (sensor.Bus.Type == BusType.Gpio)
                lines.TryAdd(new GpioPlace(sensor.Bus.Bus, sensor.Bus.Address), $"sensors[{index}].bus");
        }

        foreach (var (index, recovery) in station.I2cRecovery.Index())
        {
            var path = $"i2cRecovery[{index}]";
            if (!buses.TryAdd(recovery.Bus, index))
                errors.Add($"{path}.bus", $"is {recovery.Bus}, as in i2cRecovery[{buses[recovery.Bus]}]", "name each bus once");
            foreach (var (name, line) in ((string, GpioPlace)[])[("scl", recovery.Scl.ToPlace()), ("sda", recovery.Sda.ToPlace())])
            {
                if (!lines.TryAdd(line, $"{path}.{name}"))
                    errors.Add($"{path}.{name}", $"is {line}, which is {lines[line]} already", "give it a line of its own; hardware/wiring/bus-recovery.md shows which");
            }
        }
    }
}
