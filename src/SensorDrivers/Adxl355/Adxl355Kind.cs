using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>The ADXL355 or ADXL357 in the catalog.</summary>
internal sealed class Adxl355Kind(Adxl355Variant variant) : SensorKindWithOptions<Adxl355Options>
{
    // Half of the FIFO between polls leaves the other half for a late one.
    private const int SetsPerPoll = Adxl355Registers.FifoSetsMax / 2;
    private const double PollSecondsMax = 0.25;

    private static readonly string[] Axes = ["x", "y", "z"];

    public override string Name => variant.Name;

    public override string Title => variant.Title;

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => Adxl355Identity.Read(location, buses);

    public override double NoiseRms(SensorSettings settings, ChannelDescription channel) =>
        variant.NoiseDensityMps2 * Math.Sqrt(settings.SampleRateHz * Adxl355Registers.BandwidthShare);

    private protected override Adxl355Options ReadOptions(SensorSettings settings, SettingsReader reader) =>
        Adxl355Options.Read(reader, variant);

    private protected override SensorDescription Describe(SensorSettings settings, Adxl355Options options)
    {
        var mps2PerCount = variant.Mps2PerCount(variant.RangeCode(options.RangeG));
        var channels = Axes.Select(axis => new ChannelDescription(
            axis, "acceleration", "m/s2", Adxl355Registers.RawMin * mps2PerCount, Adxl355Registers.RawMax * mps2PerCount));
        var pollSeconds = Math.Min(SetsPerPoll / settings.SampleRateHz, PollSecondsMax);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(pollSeconds), [.. channels]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Adxl355Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Adxl355Driver(description, settings.Location, variant, options, buses, time);

    private protected override SimulatedChip CreateChip(Adxl355Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedAdxl355(variant, options.Simulation, signals, time, seed);
}
