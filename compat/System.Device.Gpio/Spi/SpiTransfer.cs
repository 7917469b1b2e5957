using System.Runtime.InteropServices;

namespace System.Device.Spi;

/// <summary>struct spi_ioc_transfer, linux/spi/spidev.h; the same in 32 and 64 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SpiTransfer
{
    public ulong WriteBuffer;
    public ulong ReadBuffer;
    public uint Length;
    public uint SpeedHz;
    public ushort DelayMicroseconds;
    public byte BitsPerWord;
    public byte DeselectBeforeNext;
    public byte WriteLines;
    public byte ReadLines;
    public byte WordDelayMicroseconds;
    public byte Padding;
}

/// <summary>Request numbers of linux/spi/spidev.h and mode bits of linux/spi/spi.h.</summary>
internal static class SpiRequest
{
    public const uint WriteMode = 0x40016B01;
    public const uint ReadMode = 0x80016B01;
    public const uint WriteBitsPerWord = 0x40016B03;
    public const uint ReadBitsPerWord = 0x80016B03;
    public const uint WriteSpeed = 0x40046B04;
    public const uint ReadSpeed = 0x80046B04;

    public const byte ClockPhase = 0x01;
    public const byte ClockPolarity = 0x02;
    public const byte SelectHigh = 0x04;
    public const byte LeastSignificantFirst = 0x08;
    public const byte NoChipSelect = 0x40;

    /// <summary>Most segments of one message: the size field of a request number has 14 bits.</summary>
    public const int SegmentsMax = ((1 << 14) - 1) / 32;

    /// <summary>SPI_IOC_MESSAGE(n).</summary>
    public static uint Message(int segments) => 0x40006B00 | ((uint)(segments * 32) << 16);
}
