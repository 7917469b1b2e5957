using System.Buffers.Binary;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated I2C chip with a register pointer and registers of two bytes, high byte first.</summary>
internal abstract class SimulatedWordRegisterChip(TimeProvider time, int seed) : SimulatedI2cChip(time, seed)
{
    private const int WordBytes = 2;

    private byte _pointer;
    private int _busyAsks;

    /// <summary>After a reset the chip acknowledges nothing for some transfers.</summary>
    private protected void BusyFor(int transfers) => _busyAsks = transfers;

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
}
