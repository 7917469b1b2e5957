using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>The simulated ADXL345 on SPI.</summary>
internal sealed class SimulatedAdxl345OnSpi : SimulatedSpiChip, ISimulatedAdxl345
{
    private const byte ReadBit = 0x80;
    private const byte AddressMask = 0x3F;

    private readonly Adxl345Model _model;

    public SimulatedAdxl345OnSpi(Adxl345Options options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed, SpiMode.Mode3)
    {
        _model = new Adxl345Model(options, signals, new FaultView(IsActive, IsActiveOnce, () => Made), Noise);
        _model.PowerOn();
        Interrupt1 = new SimulatedReadyOutput(ReadInterrupt1, time, seed);
    }

    public SimulatedReadyOutput Interrupt1 { get; }

    private protected override void PowerOn() => _model.PowerOn();

    private protected override void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        read.Clear();
        var register = write[0] & AddressMask;
        var countsUp = (write[0] & Adxl345Registers.MultipleBit) != 0;
        if ((write[0] & ReadBit) != 0)
        {
            _model.Read(register, countsUp, read[1..], NowNs);
            return;
        }

        foreach (var value in write[1..])
        {
            _model.Write(register, value, NowNs);
            register += countsUp ? 1 : 0;
        }
    }

    private PinValue ReadInterrupt1()
    {
        using var access = Access(out var answers);
        return answers && _model.Interrupt1(NowNs);
    }
}
