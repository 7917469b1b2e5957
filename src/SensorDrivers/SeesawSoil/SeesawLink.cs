using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>
/// Asks the seesaw firmware: first the register is written, in a transfer of its own, some milliseconds later the value is read. Owned by
/// one driver.
/// </summary>
internal sealed class SeesawLink(I2cLink i2c)
{
    private readonly byte[] _register = new byte[SeesawProtocol.RegisterBytes];
    private readonly byte[] _value = new byte[SeesawProtocol.WordBytes];

    /// <summary>Asks for a register; its value is there later.</summary>
    public void Ask(string operation, byte module, byte function)
    {
        _register[0] = module;
        _register[1] = function;
        i2c.Transfer(operation, _register, []);
    }

    /// <summary>Fetches the byte that was asked for.</summary>
    public byte FetchByte(string operation)
    {
        i2c.Transfer(operation, [], _value.AsSpan(0, 1));
        return _value[0];
    }

    /// <summary>Fetches the touch reading that was asked for.</summary>
    public ushort FetchTouch(string operation)
    {
        i2c.Transfer(operation, [], _value.AsSpan(0, SeesawProtocol.TouchBytes));
        return BinaryPrimitives.ReadUInt16BigEndian(_value);
    }

    /// <summary>Fetches the four bytes that were asked for.</summary>
    public uint FetchWord(string operation)
    {
        i2c.Transfer(operation, [], _value);
        return BinaryPrimitives.ReadUInt32BigEndian(_value);
    }

    /// <summary>Restarts the firmware.</summary>
    public void Reset() => i2c.Transfer("reset", [SeesawProtocol.StatusModule, SeesawProtocol.SoftReset, SeesawProtocol.SoftResetKey], []);
}
