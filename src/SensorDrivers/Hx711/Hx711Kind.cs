using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>The strain bridge on an HX711 in the catalog.</summary>
internal sealed class Hx711Kind : SensorKindWithOptions<Hx711Options>
{
    // One look for the data line high and one for it low within an interval, whatever the jitter of the loop.
    private const double PollsPerSample = 4;

    public override string Name => "hx711";

    public override string Title => "Strain bridge on an HX711 converter";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Gpio];

    private protected override Hx711Options ReadOptions(SensorSettings settings, SettingsReader reader) => Hx711Options.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Hx711Options options)
    {
        var (lowest, highest) = options.Bridge.Range(Hx711Protocol.CodeMin * options.RatioPerCode, Hx711Protocol.CodeMax * options.RatioPerCode);
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(1 / (PollsPerSample * settings.SampleRateHz)),
            [new ChannelDescription("strain", "strain", "ue", lowest, highest)]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Hx711Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Hx711Driver(description, settings.Location, options, buses, time);

    private protected override SimulatedChip CreateChip(Hx711Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedHx711(options, signals[0], time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Hx711Options options, SimulatedBuses buses)
    {
        var hx711 = (SimulatedHx711)chip;
        hx711.RateHz = settings.SampleRateHz;
        hx711.ClockLine = options.Clock.Line;
        buses.Wire(new GpioPlace(settings.Location.Bus, settings.Location.Address), hx711);
        buses.Wire(options.Clock, hx711);
    }
}
