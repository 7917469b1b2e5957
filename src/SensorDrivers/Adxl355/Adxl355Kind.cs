using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>The ADXL355 or ADXL357 in the catalog.</summary>
internal sealed class Adxl355Kind(Adxl355Variant variant) : SensorKind
{
    // Half of the FIFO between polls leaves the other half for a late one.
    private const int SetsPerPoll = Adxl355Registers.FifoSetsMax / 2;
    private const double PollSecondsMax = 0.25;

    private static readonly string[] Axes = ["x", "y", "z"];

    public override string Name => variant.Name;

    public override string Title => variant.Title;

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi];

    public override IReadOnlyList<SettingsError> Validate(SensorSettings settings)
    {
        var reader = new SettingsReader(settings);
        Adxl355Options.Read(reader, variant);
        return reader.Errors;
    }

    public override SensorDescription Describe(SensorSettings settings) => Describe(settings, ReadOptions(settings));

    public override ISensorDriver CreateDriver(SensorSettings settings, IBusProvider buses, TimeProvider time)
    {
        var options = ReadOptions(settings);
        return new Adxl355Driver(Describe(settings, options), settings.Location, variant, options, buses, time);
    }

    public override SimulatedChip CreateSimulated(
        SensorSettings settings, IReadOnlyList<SimulatedSignal> signals, SimulatedBuses buses, TimeProvider time, int seed)
    {
        var chip = new SimulatedAdxl355(variant, ReadOptions(settings).Simulation, signals, time, seed);
        buses.Place(settings.Location, chip);
        return chip;
    }

    private SensorDescription Describe(SensorSettings settings, Adxl355Options options)
    {
        var mps2PerCount = variant.Mps2PerCount(variant.RangeCode(options.RangeG));
        var channels = Axes.Select(axis => new ChannelDescription(
            axis, "acceleration", "m/s2", Adxl355Registers.RawMin * mps2PerCount, Adxl355Registers.RawMax * mps2PerCount));
        var pollSeconds = Math.Min(SetsPerPoll / settings.SampleRateHz, PollSecondsMax);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(pollSeconds), [.. channels]);
    }

    private Adxl355Options ReadOptions(SensorSettings settings)
    {
        var reader = new SettingsReader(settings);
        var options = Adxl355Options.Read(reader, variant);
        reader.ThrowIfInvalid();
        return options;
    }
}
