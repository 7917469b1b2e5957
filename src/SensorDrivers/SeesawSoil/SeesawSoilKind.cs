using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>Adafruit's seesaw soil sensor in the catalog.</summary>
internal sealed class SeesawSoilKind : SensorKindWithOptions<SeesawSoilOptions>
{
    public override string Name => "seesaw-soil";

    public override string Title => "Seesaw capacitive soil moisture sensor";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } =
        [.. Enumerable.Range(SeesawProtocol.AddressMin, SeesawProtocol.AddressMax - SeesawProtocol.AddressMin + 1)];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var seesaw = new SeesawLink(i2c);
        seesaw.Ask("look for a seesaw", SeesawProtocol.StatusModule, SeesawProtocol.HardwareId);
        buses.Pause(SeesawProtocol.WordTime);
        var hardware = seesaw.FetchByte("look for a seesaw");
        if (!SeesawProtocol.HardwareIds.Contains(hardware))
            return ChipIdentity.No;
        seesaw.Ask("look for a seesaw", SeesawProtocol.StatusModule, SeesawProtocol.Version);
        buses.Pause(SeesawProtocol.WordTime);
        var product = seesaw.FetchWord("look for a seesaw") >> SeesawProtocol.ProductShift;
        return new ChipIdentity(
            product == SeesawProtocol.SoilSensorProduct ? IdentityMatch.Yes : IdentityMatch.Possible,
            $"seesaw firmware on hardware 0x{hardware:X2}, product {product}");
    });

    private protected override SeesawSoilOptions ReadOptions(SensorSettings settings, SettingsReader reader) => SeesawSoilOptions.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, SeesawSoilOptions options)
    {
        var atZero = options.MoisturePercent(0);
        var atMost = options.MoisturePercent(SeesawProtocol.TouchMax);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, SeesawSoilOptions.PollInterval(settings.SampleRateHz),
            [
                new ChannelDescription("moisture", "moisture", "%", Math.Min(atZero, atMost), Math.Max(atZero, atMost)),
                new ChannelDescription("temperature", "temperature", "degC", SeesawProtocol.TemperatureMinC, SeesawProtocol.TemperatureMaxC),
            ]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, SeesawSoilOptions options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new SeesawSoilDriver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(SeesawSoilOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedSeesawSoil(options, signals, time, seed);
}
