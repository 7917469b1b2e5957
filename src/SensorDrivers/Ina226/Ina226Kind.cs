using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>The INA226 in the catalog.</summary>
internal sealed class Ina226Kind : SensorKindWithOptions<Ina226Options>
{
    public override string Name => "ina226";

    public override string Title => "INA226 supply voltage and current";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    private protected override Ina226Options ReadOptions(SensorSettings settings, SettingsReader reader) => Ina226Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Ina226Options options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [
                new ChannelDescription("voltage", "voltage", "V", 0, Ina226Registers.BusVoltsMax),
                new ChannelDescription(
                    "current", "current", "A",
                    short.MinValue * Ina226Registers.ShuntVoltsPerCount / options.ShuntOhm,
                    short.MaxValue * Ina226Registers.ShuntVoltsPerCount / options.ShuntOhm),
            ]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Ina226Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Ina226Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Ina226Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedIna226(options, signals, time, seed);
}
