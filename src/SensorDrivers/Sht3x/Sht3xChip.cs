using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>The commands of an SHT3x over its link. Allocates nothing after its construction. Called by one thread at a time.</summary>
internal sealed class Sht3xChip(I2cLink i2c, IBusProvider buses)
{
    private readonly byte[] _command = new byte[Sht3xProtocol.CommandBytes];
    private readonly byte[] _status = new byte[Sht3xProtocol.StatusBytes];
    private readonly byte[] _serialNumber = new byte[Sht3xProtocol.MeasurementBytes];

    /// <summary>Sends a command.</summary>
    public void Command(string operation, ushort command)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_command, command);
        i2c.Transfer(operation, _command, []);
    }

    /// <summary>Reads the status register.</summary>
    /// <returns>Whether its check sum is right.</returns>
    public bool TryReadStatus(out ushort status)
    {
        Command("read the status", Sht3xProtocol.ReadStatus);
        i2c.Transfer("read the status", [], _status);
        status = SensirionWords.Word(_status, 0);
        return SensirionWords.IsIntact(_status);
    }

    /// <summary>Reads the serial number: a command, 1 ms of patience instead of a stretched clock, then two words.</summary>
    /// <returns>Whether both check sums are right.</returns>
    public bool TryReadSerialNumber(out uint number)
    {
        Command("read the serial number", Sht3xProtocol.ReadSerialNumber);
        buses.Pause(Sht3xProtocol.CommandTime);
        i2c.Transfer("read the serial number", [], _serialNumber);
        number = (uint)(SensirionWords.Word(_serialNumber, 0) << 16) | SensirionWords.Word(_serialNumber, 1);
        return SensirionWords.IsIntact(_serialNumber);
    }

    /// <summary>Ends whatever another program had started, and resets. The chip acknowledges nothing for a while.</summary>
    public void Reset()
    {
        Command("end periodic measurements", Sht3xProtocol.Break);
        buses.Pause(Sht3xProtocol.CommandTime);
        Command("reset", Sht3xProtocol.SoftReset);
        buses.Pause(Sht3xProtocol.ResetTime);
    }

    /// <summary>The bytes that were read last as a status.</summary>
    public ReadOnlySpan<byte> LastStatus => _status;

    /// <summary>The bytes that were read last as a serial number.</summary>
    public ReadOnlySpan<byte> LastSerialNumber => _serialNumber;
}
