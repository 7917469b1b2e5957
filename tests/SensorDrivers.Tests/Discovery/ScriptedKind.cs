using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>A kind that answers what a test says.</summary>
internal sealed class ScriptedKind(string name, BusType bus, params int[] addresses) : SensorKind
{
    public Func<BusLocation, ChipIdentity> Answer { get; set; } = _ => ChipIdentity.No;

    public Func<SensorSettings, ISensorDriver> Driver { get; set; } = _ => throw new InvalidOperationException("No driver was expected to be made.");

    public override string Name => name;

    public override string Title => name;

    public override IReadOnlyList<BusType> BusTypes => [bus];

    public override IReadOnlyList<int> I2cAddresses => addresses;

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => Answer(location);

    public override IReadOnlyList<SettingsError> Validate(SensorSettings settings) => [];

    public override SensorDescription Describe(SensorSettings settings) =>
        new(settings.SensorId, name, settings.SampleRateHz, TimeSpan.FromMilliseconds(100), [new ChannelDescription("a", "strain", "ue", -1, 1)]);

    public override ISensorDriver CreateDriver(SensorSettings settings, IBusProvider buses, TimeProvider time) => Driver(settings);

    public override SimulatedChip CreateSimulated(
        SensorSettings settings, IReadOnlyList<SimulatedSignal> signals, SimulatedBuses buses, TimeProvider time, int seed) =>
        throw new NotSupportedException();
}
