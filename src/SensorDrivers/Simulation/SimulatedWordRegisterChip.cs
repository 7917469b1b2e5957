using System.Buffers.Binary;
using System.Device.Gpio;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// A simulated I2C chip with a register pointer, registers of two bytes, high byte first, and an open-drain ALERT output that a GPIO line
/// may be wired to.
/// </summary>
internal abstract class SimulatedWordRegisterChip(TimeProvider time, int seed) : SimulatedI2cChip(time, seed)
{
    private const int WordBytes = 2;

    private byte _pointer;
    private int _busyAsks;

    /// <summary>The chip's ALERT output, active low.</summary>
    public SimulatedGpioChip CreateAlertOutput() => new SimulatedReadyOutput(AlertLevel, Time, seed: 0);

    /// <summary>After a reset the chip acknowledges nothing for some transfers.</summary>
    private protected void BusyFor(int transfers) => _busyAsks = transfers;

    /// <summary>How fast the chip's clock runs, with what a fault adds to it.</summary>
    private protected double ClockRate(SimulationOptions options) =>
        options.TrueRate(1) + (IsActive(SimulatedFault.ClockError, out var errorPpm) ? errorPpm * 1e-6 : 0);

    /// <summary>A register as it reads when one of its settings bits is stuck at the inverse of its value after a reset.</summary>
    /// <param name="value">The register as it should read.</param>
    /// <param name="afterReset">The register after a reset.</param>
    /// <param name="lowestBit">Lowest settings bit of the register; the fault's amount counts from it.</param>
    /// <param name="bits">Number of settings bits.</param>
    private protected ushort WithStuckBit(ushort value, ushort afterReset, int lowestBit, int bits)
    {
        if (!IsActive(SimulatedFault.StuckBit, out var amount))
            return value;
        var mask = 1 << (lowestBit + (int)Math.Abs(amount) % bits);
        return (ushort)((value & ~mask) | (~afterReset & mask));
    }

    private protected sealed override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (_busyAsks > 0)
        {
            _busyAsks--;
            return false;
        }

        CatchUp();
        _pointer = bytes[0];
        if (bytes.Length > WordBytes)
            WriteRegister(_pointer, BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]));
        return true;
    }

    private protected sealed override bool TryRead(Span<byte> bytes)
    {
        CatchUp();
        var value = ReadRegister(_pointer);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i % WordBytes == 0 ? value >> 8 : value);
        return true;
    }

    /// <summary>Brings conversions up to the present time.</summary>
    private protected abstract void CatchUp();

    private protected abstract ushort ReadRegister(byte register);

    private protected abstract void WriteRegister(byte register, ushort value);

    /// <summary>Whether the chip pulls its ALERT output low.</summary>
    private protected abstract bool IsAlerting { get; }

    private PinValue AlertLevel()
    {
        using var access = Access(out var answers);
        if (!answers)
            return PinValue.High;
        CatchUp();
        return IsAlerting ? PinValue.Low : PinValue.High;
    }
}
