using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>The simulated ADXL345 on I2C.</summary>
internal sealed class SimulatedAdxl345OnI2c : SimulatedI2cChip, ISimulatedAdxl345
{
    private readonly Adxl345Model _model;
    private int _register;

    public SimulatedAdxl345OnI2c(Adxl345Options options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _model = new Adxl345Model(options, signals, new FaultView(IsActive, IsActiveOnce, () => Made), Noise);
        _model.PowerOn();
        Interrupt1 = new SimulatedReadyOutput(ReadInterrupt1, time, seed);
    }

    public SimulatedReadyOutput Interrupt1 { get; }

    private protected override void PowerOn()
    {
        _register = 0;
        _model.PowerOn();
    }

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        _register = bytes[0];
        foreach (var value in bytes[1..])
            _model.Write(_register++, value, NowNs);
        return true;
    }

    private protected override bool TryRead(Span<byte> bytes)
    {
        _model.Read(_register, countsUp: true, bytes, NowNs);
        _register += bytes.Length;
        return true;
    }

    private PinValue ReadInterrupt1()
    {
        using var access = Access(out var answers);
        return answers && _model.Interrupt1(NowNs);
    }
}
