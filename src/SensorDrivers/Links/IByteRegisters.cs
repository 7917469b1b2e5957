namespace EdgeTwin.SensorDrivers.Links;

/// <summary>
/// A chip's registers of one byte, whose address counts up within a transfer, whatever bus they are on: the seam between what a driver
/// asks and how the bus frames it. Owned by one driver.
/// </summary>
internal interface IByteRegisters : IDisposable
{
    /// <summary>The chip in the technician's words.</summary>
    string Device { get; }

    /// <summary>Opens the device; again, when it is open already, so that an adapter that was plugged in again is found.</summary>
    /// <exception cref="SensorException">The bus cannot be had.</exception>
    void Open();

    /// <summary>Reads registers from <paramref name="register"/> on, in one transfer.</summary>
    /// <exception cref="SensorException">The bus failed, after bounded retries where it may pass by itself.</exception>
    void Read(string operation, byte register, Span<byte> values);

    /// <summary>As <see cref="Read"/>, without retries: for reads that take something out of the chip.</summary>
    /// <exception cref="SensorException">The bus failed.</exception>
    void ReadOnce(string operation, byte register, Span<byte> values);

    /// <summary>Writes one register.</summary>
    /// <exception cref="SensorException">The bus failed, after bounded retries where it may pass by itself.</exception>
    void Write(string operation, byte register, byte value);

    /// <summary>The error for an answer that is not this chip's, with what to look at on this bus.</summary>
    SensorException Unexpected(string operation, string expected, ReadOnlySpan<byte> answer);
}
