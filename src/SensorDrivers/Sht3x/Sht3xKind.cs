using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>The SHT3x in the catalog.</summary>
internal sealed class Sht3xKind : SensorKindWithOptions<Sht3xOptions>
{
    public override string Name => "sht3x";

    public override string Title => "SHT30/31/35 air temperature and humidity";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } = [Sht3xProtocol.AddressMin, Sht3xProtocol.AddressMax];

    // The commands have two bytes and read only; an SHT4x at the same address knows none of them.
    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var chip = new Sht3xChip(i2c, buses);
        return chip.TryReadSerialNumber(out var number) && chip.TryReadStatus(out var status)
            ? new ChipIdentity(IdentityMatch.Yes, $"serial number 0x{number:X8}, status 0x{status:X4}")
            : ChipIdentity.No;
    });

    private protected override Sht3xOptions ReadOptions(SensorSettings settings, SettingsReader reader) => Sht3xOptions.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Sht3xOptions options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [
                new ChannelDescription(
                    "temperature", "temperature", "degC", Sht3xProtocol.TemperatureMinC, Sht3xProtocol.TemperatureMinC + Sht3xProtocol.TemperatureSpanC),
                new ChannelDescription("humidity", "relativeHumidity", "%RH", 0, Sht3xProtocol.HumiditySpanPercent),
            ]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Sht3xOptions options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Sht3xDriver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Sht3xOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedSht3x(options.Simulation, signals, time, seed);
}
