namespace System.Device.Spi;

/// <summary>A device on an SPI bus.</summary>
public abstract class SpiDevice : IDisposable
{
    /// <summary>The bus, chip select, mode and clock the device was opened with.</summary>
    public abstract SpiConnectionSettings ConnectionSettings { get; }

    /// <summary>Opens a device of this machine, <c>/dev/spidevB.C</c>, and sets mode, word length and clock.</summary>
    /// <exception cref="IOException">The device is not there, may not be opened, or refuses the settings.</exception>
    public static SpiDevice Create(SpiConnectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new UnixSpiDevice(settings);
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

    /// <summary>Writes and reads at the same time; both buffers have the same length.</summary>
    public abstract void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer);

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
