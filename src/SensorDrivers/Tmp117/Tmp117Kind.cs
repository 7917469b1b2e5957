using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>The TMP117 in the catalog.</summary>
internal sealed class Tmp117Kind : SensorKindWithOptions<Tmp117Options>
{
    public override string Name => "tmp117";

    public override string Title => "TMP117 contact thermometer";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    private protected override Tmp117Options ReadOptions(SensorSettings settings, SettingsReader reader) => Tmp117Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Tmp117Options options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz),
            [new ChannelDescription("temperature", "temperature", "degC", Tmp117Registers.TemperatureMinC, Tmp117Registers.TemperatureMaxC)]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Tmp117Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Tmp117Driver(description, settings.Location, buses, time);

    private protected override SimulatedChip CreateChip(Tmp117Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedTmp117(options.Simulation, signals[0], time, seed);
}
