using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>The TMP117 in the catalog.</summary>
internal sealed class Tmp117Kind : SensorKindWithOptions<Tmp117Options>
{
    public override string Name => "tmp117";

    public override string Title => "TMP117 contact thermometer";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } =
        [.. Enumerable.Range(Tmp117Registers.AddressMin, Tmp117Registers.AddressMax - Tmp117Registers.AddressMin + 1)];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var identity = i2c.ReadRegister("look for a TMP117", Tmp117Registers.DeviceId);
        return (identity & Tmp117Registers.DeviceIdMask) == Tmp117Registers.DeviceIdValue
            ? new ChipIdentity(IdentityMatch.Yes, $"identity 0x0117, revision {identity >> Tmp117Registers.RevisionShift}")
            : ChipIdentity.No;
    });

    private protected override Tmp117Options ReadOptions(SensorSettings settings, SettingsReader reader) => Tmp117Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Tmp117Options options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [new ChannelDescription("temperature", "temperature", "degC", Tmp117Registers.TemperatureMinC, Tmp117Registers.TemperatureMaxC)]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Tmp117Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Tmp117Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Tmp117Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedTmp117(options.Simulation, signals[0], time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Tmp117Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedTmp117)chip).CreateAlertOutput());
    }
}
