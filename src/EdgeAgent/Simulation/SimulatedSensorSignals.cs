using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Simulation.Physics;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Simulation;

/// <summary>Connects the channels of simulated chips with the physics: what is really there at the place where the sensor is mounted.</summary>
internal static class SimulatedSensorSignals
{
    // A Raspberry Pi 4 with its sensors draws about this much.
    private const double StationPowerW = 4.2;

    /// <summary>The true quantity at the channel's place, as the chip sees it: before calibration, and upside down where it is mounted so.</summary>
    public static SimulatedSignal Create(StationChannel channel, SimulatedSpan span, BeamConfiguration? beam)
    {
        var truth = Truth(channel, span, beam);
        var (factor, offset) = channel.Calibration;
        return factor == 1 && offset == 0 ? truth : monotonicNs => (truth(monotonicNs) / factor) + offset;
    }

    private static SimulatedSignal Truth(StationChannel channel, SimulatedSpan span, BeamConfiguration? beam)
    {
        var point = span.RegisterPoint(channel.PositionM);
        var weather = span.Weather;
        switch (channel.Quantity)
        {
            case "acceleration" when channel.Direction == "vertical":
                return ns => span.VerticalAcceleration(point, ns);
            case "acceleration" when channel.Direction == "transverse":
                return ns => span.TransverseAcceleration(point, ns);
            case "acceleration":
                return ns => span.LongitudinalAcceleration(point, ns);
            case "strain":
                var gaugeM = beam?.NeutralAxisToGaugeM ?? 0;
                return ns => span.StrainMicro(point, ns, gaugeM);
            case "temperature" when channel.SensorKind.StartsWith("sht", StringComparison.Ordinal):
                return weather.AirTemperatureC;
            case "temperature":
                return span.TemperatureC;
            case "relativeHumidity":
                return weather.RelativeHumidityPercent;
            case "moisture":
                return ns => weather.MoisturePercent(ns, channel.PositionM);
            case "voltage":
                return weather.SupplyVoltageV;
            case "current":
                return ns => StationPowerW / weather.SupplyVoltageV(ns);
            default:
                throw new NotSupportedException($"The simulated bridge has no {channel.Quantity} for {channel.Id}.");
        }
    }
}
