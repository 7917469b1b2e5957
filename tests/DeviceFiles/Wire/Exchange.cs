namespace EdgeTwin.DeviceFiles.Wire;

/// <summary>One message of I2C_RDWR, or one segment of SPI_IOC_MESSAGE.</summary>
/// <param name="Address">7-bit address; I2C only.</param>
/// <param name="IsRead">Whether the message reads; I2C only.</param>
/// <param name="DeselectsAfter">cs_change: whether the chip is deselected behind the segment; SPI only.</param>
/// <param name="Written">What goes out; as long as the segment, except for an I2C read, where it is empty.</param>
/// <param name="Length">Bytes of the segment.</param>
internal sealed record Segment(int Address, bool IsRead, bool DeselectsAfter, byte[] Written, int Length);

/// <summary>One transfer as it went through the device file.</summary>
/// <param name="IsSpi">SPI or I2C.</param>
/// <param name="Mode">Mode bits of spidev.</param>
/// <param name="SpeedHz">Clock of the first segment; SPI only.</param>
/// <param name="Segments">The segments in their order.</param>
internal sealed record Exchange(bool IsSpi, int Mode, int SpeedHz, IReadOnlyList<Segment> Segments);

/// <summary>What a bus answers.</summary>
/// <param name="Result">What the ioctl returns; below zero it is an errno.</param>
/// <param name="Read">What came back, all segments in one; shorter than asked when the transfer broke off.</param>
internal readonly record struct Answer(int Result, byte[] Read)
{
    public static Answer Failed(int errno) => new(-errno, []);
}

/// <summary>Plays the far end of a bus: what is wired there.</summary>
internal delegate Answer FarEnd(Exchange exchange);
