using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>Any chip that the kernel drives, in the catalog.</summary>
internal sealed class IioKind : SensorKindWithOptions<IioOptions>
{
    private const double BufferedPollSeconds = 0.1;

    // A poll reads at most 64 records.
    private const double RecordsPerPollMax = 32;

    public override string Name => "iio";

    public override string Title => "Chip driven by the kernel (Linux IIO)";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Iio];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) =>
        IioSysfs.List(buses.Files).Any(device => device.Name == location.Name)
            ? new ChipIdentity(IdentityMatch.Yes, $"the kernel drives it as {location.Name}")
            : ChipIdentity.No;

    private protected override IioOptions ReadOptions(SensorSettings settings, SettingsReader reader) => IioOptions.Read(reader, settings.SampleRateHz);

    private protected override SensorDescription Describe(SensorSettings settings, IioOptions options)
    {
        var poll = options.IsBuffered
            ? TimeSpan.FromSeconds(Math.Min(BufferedPollSeconds, RecordsPerPollMax / settings.SampleRateHz))
            : HostPacedSchedule.PollInterval(settings.SampleRateHz);
        return new SensorDescription(settings.SensorId, Name, settings.SampleRateHz, poll, [.. options.Channels.Select(channel =>
            new ChannelDescription(channel.Name, channel.Quantity.Quantity, channel.Quantity.Unit, channel.Lowest, channel.Highest))]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, IioOptions options, SensorDescription description, IBusProvider buses, TimeProvider time) => options.IsBuffered
            ? new IioBufferedDriver(description, settings.Location, options, buses, time)
            : new IioPolledDriver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(IioOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedIioDevice(options, signals, time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, IioOptions options, SimulatedBuses buses) =>
        ((SimulatedIioDevice)chip).AddFiles(buses.KernelFiles, settings.Location.Name);
}
