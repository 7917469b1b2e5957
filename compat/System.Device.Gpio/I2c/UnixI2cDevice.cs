using System.Device.Linux;
using System.Globalization;

namespace System.Device.I2c;

/// <summary>
/// A device behind <c>/dev/i2c-N</c>. Every transfer is one I2C_RDWR request, so nothing of another process comes between the write
/// and the read of <see cref="WriteRead"/>, and no address is kept in the file that another thread could change.
/// </summary>
internal sealed unsafe class UnixI2cDevice : I2cDevice
{
    private const string Operation = "I2C data transfer";

    private readonly I2cConnectionSettings _settings;
    private readonly DeviceFile _file;
    private readonly string _place;

    public UnixI2cDevice(I2cConnectionSettings settings)
        : this(settings, string.Create(CultureInfo.InvariantCulture, $"/dev/i2c-{settings.BusId}"))
    {
    }

    internal UnixI2cDevice(I2cConnectionSettings settings, string deviceFile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settings.DeviceAddress);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.DeviceAddress, 0x7F);
        _settings = new I2cConnectionSettings(settings.BusId, settings.DeviceAddress);
        _place = string.Create(CultureInfo.InvariantCulture, $"{deviceFile} address 0x{settings.DeviceAddress:X2}");
        _file = DeviceFile.Open(deviceFile);
        try
        {
            nuint functions = 0;
            _file.Control(I2cRequest.Functions, &functions, "I2C_FUNCS");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override I2cConnectionSettings ConnectionSettings => new(_settings.BusId, _settings.DeviceAddress);

    public override void Read(Span<byte> buffer)
    {
        CheckLength(buffer.Length, lowest: 1, nameof(buffer));
        fixed (byte* data = buffer)
        {
            var message = Message(data, buffer.Length, I2cMessage.FlagRead);
            Transfer(&message, 1);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckLength(buffer.Length, lowest: 0, nameof(buffer));
        byte none = 0;
        fixed (byte* data = buffer)
        {
            // An empty write still addresses the device; the message must not point to nowhere.
            var message = Message(data is null ? &none : data, buffer.Length, 0);
            Transfer(&message, 1);
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        CheckLength(writeBuffer.Length, lowest: 0, nameof(writeBuffer));
        CheckLength(readBuffer.Length, lowest: 1, nameof(readBuffer));
        var messages = stackalloc I2cMessage[2];
        fixed (byte* written = writeBuffer)
        fixed (byte* read = readBuffer)
        {
            var count = 0;
            if (writeBuffer.Length > 0)
                messages[count++] = Message(written, writeBuffer.Length, 0);
            messages[count++] = Message(read, readBuffer.Length, I2cMessage.FlagRead);
            Transfer(messages, count);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private I2cMessage Message(byte* data, int length, ushort flags) =>
        new() { Address = (ushort)_settings.DeviceAddress, Flags = flags, Length = (ushort)length, Buffer = data };

    private void Transfer(I2cMessage* messages, int count)
    {
        var set = new I2cMessageSet { Messages = messages, Count = (uint)count };
        var done = _file.Control(I2cRequest.ReadWrite, &set, Operation, _place);
        // An adapter may give up between two messages and say so only in the count (struct i2c_algorithm, linux/i2c.h).
        if (done != count)
            throw Errno.Of(Errno.InputOutput, Operation, _place, $"the adapter did {done} of {count} messages");
    }

    private static void CheckLength(int length, int lowest, string name)
    {
        if (length < lowest || length > ushort.MaxValue)
            throw new ArgumentException($"An I2C message holds {lowest} to {ushort.MaxValue} bytes, not {length}.", name);
    }
}
