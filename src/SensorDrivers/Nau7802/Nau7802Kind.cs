using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>The strain bridge on a NAU7802 in the catalog.</summary>
internal sealed class Nau7802Kind : SensorKindWithOptions<Nau7802Options>
{
    // One look for the flag clear and one for it set within an interval, whatever the jitter of the loop.
    private const double PollsPerSample = 4;

    public override string Name => "nau7802";

    public override string Title => "Strain bridge on a NAU7802 converter";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses { get; } = [Nau7802Registers.Address];

    /// <summary>The revision's nibble is all that identifies the chip, so it is never more than possible.</summary>
    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => I2cLook.At(buses, location, Name, i2c =>
    {
        var revision = new byte[1];
        i2c.TransferOnce("identify the chip", [Nau7802Registers.Revision], revision);
        return (revision[0] & Nau7802Registers.RevisionMask) == Nau7802Registers.RevisionCode
            ? new ChipIdentity(IdentityMatch.Possible, $"revision {revision[0]:X2}")
            : ChipIdentity.No;
    });

    private protected override Nau7802Options ReadOptions(SensorSettings settings, SettingsReader reader) => Nau7802Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Nau7802Options options)
    {
        var (lowest, highest) = options.Bridge.Range(Nau7802Registers.CodeMin * options.RatioPerCode, Nau7802Registers.CodeMax * options.RatioPerCode);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(1 / (PollsPerSample * settings.SampleRateHz)),
            [new ChannelDescription("strain", "strain", "ue", lowest, highest)]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Nau7802Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Nau7802Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Nau7802Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedNau7802(options, signals[0], time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Nau7802Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedNau7802)chip).DataReadyOutput());
    }
}
