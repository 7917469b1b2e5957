using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Capacitive moisture probes on an ADS1115 in the catalog.</summary>
internal sealed class Ads1115Kind : SensorKindWithOptions<Ads1115Options>
{
    // Each probe takes a poll to start and one to fetch; half of the polls are to spare.
    private const double PollsPerProbe = 2;
    private const double PollSecondsMax = 0.1;

    public override string Name => "ads1115";

    public override string Title => "Capacitive moisture probes on an ADS1115 converter";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    private protected override Ads1115Options ReadOptions(SensorSettings settings, SettingsReader reader) => Ads1115Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Ads1115Options options)
    {
        var pollSeconds = Math.Min(1 / (PollsPerProbe * (options.Probes.Count + 1) * settings.SampleRateHz), PollSecondsMax);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(pollSeconds), [.. options.Probes.Select(DescribeProbe)]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Ads1115Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Ads1115Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Ads1115Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedAds1115(options, signals, time, seed);

    private static ChannelDescription DescribeProbe(MoistureProbe probe)
    {
        var atZero = probe.MoisturePercent(0);
        var atFullScale = probe.MoisturePercent(Ads1115Registers.FullScaleV);
        return new ChannelDescription(probe.Name, "moisture", "%", Math.Min(atZero, atFullScale), Math.Max(atZero, atFullScale));
    }
}
