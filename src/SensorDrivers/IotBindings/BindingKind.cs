using System.Device.I2c;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>A slow chip that Iot.Device.Bindings reads, in the catalog. It has no simulated chip.</summary>
/// <param name="name">Name in the station file; begins with <c>iot-</c>.</param>
/// <param name="title">What a person calls it.</param>
/// <param name="lowestAddress">Lowest 7-bit address.</param>
/// <param name="highestAddress">Highest 7-bit address.</param>
/// <param name="channels">What it measures, with the chip's own range.</param>
/// <param name="open">Opens the binding on a device; the binding owns the device from then on.</param>
internal sealed class BindingKind(
    string name, string title, int lowestAddress, int highestAddress, IReadOnlyList<ChannelDescription> channels, Func<I2cDevice, IBoundSensor> open)
    : SensorKindWithOptions<BindingOptions>
{
    public override string Name => name;

    public override string Title => title;

    public override string Origin => "Iot.Device.Bindings";

    public override bool CanBeSimulated => false;

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    private protected override BindingOptions ReadOptions(SensorSettings settings, SettingsReader reader) =>
        BindingOptions.Read(reader, [lowestAddress, highestAddress]);

    private protected override SensorDescription Describe(SensorSettings settings, BindingOptions options) =>
        new(settings.SensorId, Name, settings.SampleRateHz, HostPacedSchedule.PollInterval(settings.SampleRateHz), channels);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, BindingOptions options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new BindingDriver(description, settings.Location, buses, open, time);

    private protected override SimulatedChip CreateChip(BindingOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        throw new NotSupportedException($"{Name} is read through Iot.Device.Bindings and has no simulated chip.");
}
