using System.Runtime.InteropServices;
using EdgeTwin.DeviceFiles.Chips;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>Segments of one SPI message, with and without the chip deselected between them, as spidev's cs_change has it.</summary>
public sealed unsafe partial class ChipSelectTests
{
    private const int Bus = 23;
    private const uint MessageOfTwoSegments = 0x40406B00;
    private const byte ReadFirstIdentity = 0x00 << 1 | 1;

    // ADXL355 data sheet: DEVID_AD 0xAD at 0x00, DEVID_MST 0x1D at 0x01, PARTID 0xED at 0x02, REVID at 0x03.
    [Theory]
    [InlineData(true, 0xAD)]
    [InlineData(false, 0x1D)]
    public void Message_TwoSegments_StartAgainOnlyWhereTheChipIsDeselected(bool deselects, byte expected)
    {
        using var chip = new ChipOnFile("adxl355", Bus);
        using var handle = File.OpenHandle(chip.Path, FileMode.Open, FileAccess.ReadWrite);
        var first = stackalloc byte[2] { ReadFirstIdentity, 0 };
        var second = stackalloc byte[2] { ReadFirstIdentity, 0 };
        var answers = stackalloc byte[4];
        var segments = stackalloc Transfer[2];
        segments[0] = new Transfer { Written = (ulong)first, Read = (ulong)answers, Length = 2, Deselects = deselects ? (byte)1 : (byte)0 };
        segments[1] = new Transfer { Written = (ulong)second, Read = (ulong)(answers + 2), Length = deselects ? 2u : 1u };

        var moved = Control((int)handle.DangerousGetHandle(), MessageOfTwoSegments, segments);

        Assert.Equal(deselects ? 4 : 3, moved);
        Assert.Equal(0xAD, answers[1]);
        Assert.Equal(expected, answers[deselects ? 3 : 2]);
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, void* argument);

    /// <summary>struct spi_ioc_transfer, linux/spi/spidev.h.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Transfer
    {
        public ulong Written;
        public ulong Read;
        public uint Length;
        public uint SpeedHz;
        public ushort DelayMicroseconds;
        public byte BitsPerWord;
        public byte Deselects;
    }
}
