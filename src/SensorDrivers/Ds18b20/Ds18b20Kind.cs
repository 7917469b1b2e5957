using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>The DS18B20 in the catalog.</summary>
internal sealed class Ds18b20Kind : SensorKindWithOptions<Ds18b20Options>
{
    public override string Name => "ds18b20";

    public override string Title => "DS18B20 thermometer on 1-Wire";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.OneWire];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses)
    {
        var files = new Ds18b20Files(location.Name);
        if (!location.Name.StartsWith(Ds18b20Files.FamilyPrefix, StringComparison.Ordinal) || !buses.Files.Exists(files.Measurement))
            return ChipIdentity.No;
        var scratchpad = new byte[Ds18b20Scratchpad.Bytes];
        var text = new Ds18b20Link(buses, location, Name).Read("look for a DS18B20", files.Measurement, new byte[Ds18b20Files.BytesMax]);
        return Ds18b20Text.TryParse(text, scratchpad)
            ? new ChipIdentity(IdentityMatch.Yes, $"family 28, scratchpad {Convert.ToHexString(scratchpad)}")
            : new ChipIdentity(IdentityMatch.Possible, "family 28, but no intact answer");
    }

    private protected override Ds18b20Options ReadOptions(SensorSettings settings, SettingsReader reader) => Ds18b20Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Ds18b20Options options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [new ChannelDescription("temperature", "temperature", "degC", Ds18b20Scratchpad.TemperatureMinC, Ds18b20Scratchpad.TemperatureMaxC)]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Ds18b20Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Ds18b20Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Ds18b20Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedDs18b20(options.Simulation, signals[0], time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Ds18b20Options options, SimulatedBuses buses) =>
        ((SimulatedDs18b20)chip).AddFiles(new Ds18b20Files(settings.Location.Name), buses.KernelFiles);
}
