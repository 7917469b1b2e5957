using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>The ADXL355 or ADXL357 in the catalog.</summary>
internal sealed class Adxl355Kind(Adxl355Variant variant) : SensorKindWithOptions<Adxl355Options>
{
    // Half of the FIFO between polls leaves the other half for a late one.
    private const int SetsPerPoll = Adxl355Registers.FifoSetsMax / 2;
    private const double PollSecondsMax = 0.25;
    private const int IdentityBytes = 4;

    private static readonly string[] Axes = ["x", "y", "z"];

    public override string Name => variant.Name;

    public override string Title => variant.Title;

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses)
    {
        using var spi = new SpiLink(buses, location, SpiMode.Mode0, Adxl355Options.ClockHzForScan, Name);
        spi.Open();
        Span<byte> request = stackalloc byte[IdentityBytes + 1];
        Span<byte> answer = stackalloc byte[IdentityBytes + 1];
        request.Clear();
        request[0] = Adxl355Registers.DeviceIdAnalogDevices << 1 | Adxl355Registers.ReadBit;
        spi.Transfer("identify the chip", request, answer);
        return answer[1..].StartsWith(Adxl355Registers.Identity)
            ? new ChipIdentity(IdentityMatch.Yes, $"identity AD 1D ED, revision {answer[IdentityBytes]}; ADXL355 and ADXL357 carry the same")
            : ChipIdentity.No;
    }

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
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(pollSeconds), [.. channels])
        {
            IsChipClocked = true,
        };
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Adxl355Options options, SensorDescription description, IBusProvider buses, TimeProvider time) =>
        new Adxl355Driver(description, settings.Location, variant, options, buses, time);

    private protected override SimulatedChip CreateChip(Adxl355Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedAdxl355(variant, options.Simulation, signals, time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Adxl355Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedAdxl355)chip).Interrupt1());
    }
}
