using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>The INA226 in the catalog.</summary>
internal sealed class Ina226Kind : SensorKindWithOptions<Ina226Options>
{
    public override string Name => "ina226";

    public override string Title => "INA226 supply voltage and current";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } =
        [.. Enumerable.Range(Ina226Registers.AddressMin, Ina226Registers.AddressMax - Ina226Registers.AddressMin + 1)];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var manufacturer = i2c.ReadRegister("look for an INA226", Ina226Registers.ManufacturerId);
        var die = i2c.ReadRegister("look for an INA226", Ina226Registers.DieId);
        return manufacturer == Ina226Registers.ManufacturerIdValue && die == Ina226Registers.DieIdValue
            ? new ChipIdentity(IdentityMatch.Yes, $"manufacturer 0x{manufacturer:X4}, die 0x{die:X4}")
            : ChipIdentity.No;
    });

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

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Ina226Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedIna226)chip).CreateAlertOutput());
    }
}
