using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>The SHT4x in the catalog.</summary>
internal sealed class Sht4xKind : SensorKindWithOptions<Sht4xOptions>
{
    public override string Name => "sht4x";

    public override string Title => "SHT40/41/45 air temperature and humidity";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } = [Sht4xProtocol.AddressMin, Sht4xProtocol.AddressMin + 1, Sht4xProtocol.AddressMax];

    // The command reads only, and its one byte is none to an SHT3x at the same address.
    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        Span<byte> answer = stackalloc byte[Sht4xProtocol.AnswerBytes];
        i2c.Transfer("look for an SHT4x", [Sht4xProtocol.ReadSerialNumber], []);
        buses.Pause(Sht4xProtocol.SerialNumberTime);
        i2c.Transfer("look for an SHT4x", [], answer);
        return SensirionWords.IsIntact(answer)
            ? new ChipIdentity(IdentityMatch.Yes, $"serial number 0x{SensirionWords.Word(answer, 0):X4}{SensirionWords.Word(answer, 1):X4}")
            : ChipIdentity.No;
    });

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
        new Sht4xDriver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Sht4xOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedSht4x(options.Simulation, signals, time, seed);
}
