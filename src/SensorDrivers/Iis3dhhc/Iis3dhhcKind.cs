using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>The IIS3DHHC or LIS3DHH in the catalog.</summary>
internal sealed class Iis3dhhcKind(Iis3dhhcVariant variant) : SensorKindWithOptions<Iis3dhhcOptions>
{
    // Half of the FIFO between polls leaves the other half for a late one; half of that makes the line high at each of them.
    private const int SetsPerPoll = Iis3dhhcRegisters.FifoSets / 2;
    private const int ReadySets = SetsPerPoll / 2;
    private const int SpiReadMax = Iis3dhhcRegisters.FifoSets * Iis3dhhcRegisters.SetBytes;
    private const int IdentifyClockHz = 100_000;

    private static readonly string[] Axes = ["x", "y", "z"];

    public override string Name => variant.Name;

    public override string Title => variant.Title;

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi];

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses)
    {
        using var registers = Registers(location, IdentifyClockHz, buses);
        Span<byte> identity = stackalloc byte[1];
        registers.Open();
        registers.Read("identify the chip", Iis3dhhcRegisters.WhoAmI, identity);
        return identity[0] == Iis3dhhcRegisters.Identity ? new ChipIdentity(IdentityMatch.Yes, "identity 11") : ChipIdentity.No;
    }

    private protected override Iis3dhhcOptions ReadOptions(SensorSettings settings, SettingsReader reader) => Iis3dhhcOptions.Read(reader);

    private protected override SensorDescription Describe(SensorSettings settings, Iis3dhhcOptions options)
    {
        var channels = Axes.Select(axis => new ChannelDescription(
            axis, "acceleration", "m/s2", short.MinValue * Iis3dhhcRegisters.Mps2PerCount, short.MaxValue * Iis3dhhcRegisters.Mps2PerCount));
        return new SensorDescription(
            settings.SensorId, Name, settings.SampleRateHz, TimeSpan.FromSeconds(SetsPerPoll / settings.SampleRateHz), [.. channels]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Iis3dhhcOptions options, SensorDescription description, IBusProvider buses, TimeProvider time)
    {
        var registers = Registers(settings.Location, options.ClockHz, buses);
        var chip = new Iis3dhhcChip(registers, options, ReadySets, new Iis3dhhcSelfTest(buses), time);
        var ready = new DataReadyLine(buses, options.DataReady, PinValue.High, registers.Device);
        return new FifoDriver(description, chip, ready, ReadySets, time);
    }

    private protected override SimulatedChip CreateChip(Iis3dhhcOptions options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        new SimulatedIis3dhhc(options, signals, time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Iis3dhhcOptions options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((SimulatedIis3dhhc)chip).Interrupt1);
    }

    private SpiByteRegisters Registers(BusLocation location, int clockHz, IBusProvider buses) =>
        new(new SpiLink(buses, location, SpiMode.Mode3, clockHz, Name), multipleBit: 0, SpiReadMax);
}
