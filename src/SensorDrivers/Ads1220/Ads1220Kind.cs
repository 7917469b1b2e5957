using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>The strain bridge on an ADS1220 in the catalog.</summary>
internal sealed class Ads1220Kind : SensorKindWithOptions<Ads1220Options>
{
    // Two polls per sample: one starts the conversion on time, whatever the phase of the polling loop. Where the rate allows it a third
    // one leaves room for the temperature sensor.
    private const double PollsPerSample = 2;
    private const double PollsPerSlowSample = 3;
    private const double SlowRateHzMax = 200;
    private const double PollSecondsMax = 0.1;

    public override string Name => "ads1220";

    public override string Title => "Strain bridge on an ADS1220 converter";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi];

    private protected override Ads1220Options ReadOptions(SensorSettings settings, SettingsReader reader) => Ads1220Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Ads1220Options options)
    {
        var fullScale = 1.0 / options.Gain;
        var (lowest, highest) = options.Bridge.Range(-fullScale, fullScale * Ads1220Registers.CodeMax / Ads1220Registers.CodesPerUnit);
        var channel = new ChannelDescription("strain", "strain", "ue", lowest, highest);
        var polls = settings.SampleRateHz <= SlowRateHzMax ? PollsPerSlowSample : PollsPerSample;
        var pollSeconds = Math.Min(1 / (polls * settings.SampleRateHz), PollSecondsMax);
        return new SensorDescription(settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(pollSeconds), [channel]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Ads1220Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Ads1220Driver(description, settings.Location, Ads1220Conversion.ForRate(settings.SampleRateHz)!, options, buses, time);

    private protected override SimulatedChip CreateChip(Ads1220Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedAds1220(options.Bridge, options.Simulation, signals[0], time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Ads1220Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedAds1220)chip).DataReadyOutput());
    }
}
