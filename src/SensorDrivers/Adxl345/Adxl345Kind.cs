using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>The ADXL345 in the catalog.</summary>
internal sealed class Adxl345Kind : SensorKindWithOptions<Adxl345Options>
{
    // Half of the FIFO between polls leaves the other half for a late one.
    private const int SetsPerPoll = Adxl345Registers.FifoSets / 2;
    private const double PollSecondsMax = 0.25;
    private const int ReadySetsMax = 8;
    private const int SpiReadMax = 32;
    private const int IdentifyClockHz = 100_000;

    private static readonly string[] Axes = ["x", "y", "z"];

    public override string Name => "adxl345";

    public override string Title => "ADXL345 three-axis accelerometer";

    public override IReadOnlyList<BusType> BusTypes { get; } = [BusType.Spi, BusType.I2c];

    public override IReadOnlyList<int> I2cAddresses => Adxl345Registers.I2cAddresses;

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses)
    {
        using var registers = Registers(location, IdentifyClockHz, buses);
        Span<byte> identity = stackalloc byte[1];
        try
        {
            registers.Open();
            registers.Read("identify the chip", Adxl345Registers.DeviceId, identity);
        }
        catch (SensorException error) when (I2cLook.IsNotAcknowledged(error))
        {
            return ChipIdentity.No;
        }

        return identity[0] == Adxl345Registers.Identity ? new ChipIdentity(IdentityMatch.Yes, "identity E5") : ChipIdentity.No;
    }

    private protected override Adxl345Options ReadOptions(SensorSettings settings, SettingsReader reader) =>
        Adxl345Options.Read(reader, settings.SampleRateHz);

    private protected override SensorDescription Describe(SensorSettings settings, Adxl345Options options)
    {
        var countMax = Adxl345Registers.CountMax(options.RangeG);
        var channels = Axes.Select(axis => new ChannelDescription(
            axis, "acceleration", "m/s2", (-countMax - 1) * Adxl345Registers.Mps2PerCount, countMax * Adxl345Registers.Mps2PerCount));
        return new SensorDescription(settings.SensorId, Name, settings.SampleRateHz, PollInterval(settings.SampleRateHz), [.. channels]);
    }

    private protected override ISensorDriver CreateDriver(
        SensorSettings settings, Adxl345Options options, SensorDescription description, IBusProvider buses, TimeProvider time)
    {
        var rateHz = settings.SampleRateHz;
        var registers = Registers(settings.Location, options.ClockHz, buses);
        var chip = new Adxl345Chip(registers, options, rateHz, ReadySets(rateHz), new Adxl345SelfTest(buses, options.SupplyV), time);
        var ready = new DataReadyLine(buses, options.DataReady, PinValue.High, registers.Device);
        return new FifoDriver(description, chip, ready, ReadySets(rateHz), time);
    }

    private protected override SimulatedChip CreateChip(Adxl345Options options, SimulatedSignal[] signals, TimeProvider time, int seed) =>
        options.IsOnI2c
            ? new SimulatedAdxl345OnI2c(options, signals, time, seed)
            : new SimulatedAdxl345OnSpi(options, signals, time, seed);

    private protected override void Wire(SimulatedChip chip, SensorSettings settings, Adxl345Options options, SimulatedBuses buses)
    {
        if (options.DataReady is { } line)
            buses.Wire(line, ((ISimulatedAdxl345)chip).Interrupt1);
    }

    private IByteRegisters Registers(BusLocation location, int clockHz, IBusProvider buses) => location.Type == BusType.I2c
        ? new I2cByteRegisters(new I2cLink(buses, location, Name))
        : new SpiByteRegisters(new SpiLink(buses, location, SpiMode.Mode3, clockHz, Name), Adxl345Registers.MultipleBit, SpiReadMax);

    private static TimeSpan PollInterval(double rateHz) => TimeSpan.FromSeconds(Math.Min(SetsPerPoll / rateHz, PollSecondsMax));

    // Half of what comes between two polls, so that the line is high at each of them.
    private static int ReadySets(double rateHz) => Math.Clamp((int)(PollInterval(rateHz).TotalSeconds * rateHz / 2), 1, ReadySetsMax);
}
