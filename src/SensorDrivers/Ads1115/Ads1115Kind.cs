using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Moisture probes on an ADS1115 in the catalog.</summary>
internal sealed class Ads1115Kind : SensorKindWithOptions<Ads1115Options>
{
    public override string Name => "ads1115";

    public override string Title => "Moisture probes on an ADS1115 converter";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } =
        [.. Enumerable.Range(Ads1115Registers.AddressMin, Ads1115Registers.AddressMax - Ads1115Registers.AddressMin + 1)];

    // The chip has no identity: thresholds as after a reset, or as this program leaves them, are what it can be told by.
    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var low = i2c.ReadRegister("look for an ADS1115", Ads1115Registers.LowThreshold);
        var high = i2c.ReadRegister("look for an ADS1115", Ads1115Registers.HighThreshold);
        var configuration = i2c.ReadRegister("look for an ADS1115", Ads1115Registers.Configuration);
        return (low, high) switch
        {
            (Ads1115Registers.LowThresholdMark, Ads1115Registers.HighThresholdMark) =>
                new ChipIdentity(IdentityMatch.Possible, "thresholds as this program sets them"),
            (Ads1115Registers.LowThresholdAfterReset, Ads1115Registers.HighThresholdAfterReset)
                when configuration == Ads1115Registers.ConfigurationAfterReset =>
                new ChipIdentity(IdentityMatch.Possible, "registers as after a reset: configuration 0x8583, thresholds 0x8000 and 0x7FFF"),
            _ => ChipIdentity.No,
        };
    });

    private protected override Ads1115Options ReadOptions(SensorSettings settings, SettingsReader reader) => Ads1115Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Ads1115Options options) =>
        new(
            settings.SensorId, Name, settings.SampleRateHz, options.PollInterval(settings.SampleRateHz),
            [.. options.Probes.Select(probe => DescribeProbe(probe, options.FullScaleMv * 1e-3))]);

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Ads1115Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Ads1115Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Ads1115Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedAds1115(options, signals, time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Ads1115Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedAds1115)chip).CreateAlertOutput());
    }

    private static ChannelDescription DescribeProbe(MoistureProbe probe, double fullScaleV)
    {
        var atZero = probe.Curve.Percent(0);
        var atFullScale = probe.Curve.Percent(fullScaleV);
        return new ChannelDescription(probe.Name, "moisture", "%", Math.Min(atZero, atFullScale), Math.Max(atZero, atFullScale));
    }
}
