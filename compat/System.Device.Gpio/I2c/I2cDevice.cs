namespace System.Device.I2c;

/// <summary>A device on an I2C bus.</summary>
public abstract class I2cDevice : IDisposable
{
    /// <summary>The bus and address the device was opened with.</summary>
    public abstract I2cConnectionSettings ConnectionSettings { get; }

    /// <summary>Opens a device on a bus of this machine, <c>/dev/i2c-N</c>.</summary>
    /// <exception cref="IOException">The bus is not there, or may not be opened.</exception>
    public static I2cDevice Create(I2cConnectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new UnixI2cDevice(settings);
    }

    /// <summary>Reads one byte.</summary>
    public virtual byte ReadByte()
    {
        Span<byte> buffer = stackalloc byte[1];
        Read(buffer);
        return buffer[0];
    }

    /// <summary>Reads as many bytes as the buffer is long.</summary>
    public abstract void Read(Span<byte> buffer);

    /// <summary>Writes one byte.</summary>
    public virtual void WriteByte(byte value) => Write([value]);

    /// <summary>Writes all bytes of the buffer.</summary>
    public abstract void Write(ReadOnlySpan<byte> buffer);

    /// <summary>Writes, then reads after a repeated start, with no stop condition between the two.</summary>
    public abstract void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the device.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
