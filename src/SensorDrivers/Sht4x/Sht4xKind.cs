using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>The SHT4x in the catalog.</summary>
internal sealed class Sht4xKind : SensorKindWithOptions<Sht4xOptions>
{
    public override string Name => "sht4x";

    public override string Title => "SHT40/41/45 air temperature and humidity";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    private protected override Sht4xOptions ReadOptions(SensorSettings settings, SettingsReader reader) => Sht4xOptions.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Sht4xOptions options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [
                new ChannelDescription(
                    "temperature", "temperature", "degC", Sht4xProtocol.TemperatureMinC, Sht4xProtocol.TemperatureMinC + Sht4xProtocol.TemperatureSpanC),
                new ChannelDescription("humidity", "relativeHumidity", "%RH", 0, 100),
            ]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Sht4xOptions options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Sht4xDriver(description, settings.Location, buses, time);

    private protected override SimulatedChip CreateChip(Sht4xOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedSht4x(options.Simulation, signals, time, seed);
}
