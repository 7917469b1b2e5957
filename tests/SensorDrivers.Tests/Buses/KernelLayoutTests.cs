#if !EDGE_PACKAGES_NUGET
using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Device.I2c;
using System.Device.Spi;
using System.Runtime.InteropServices;

namespace EdgeTwin.SensorDrivers.Tests.Buses;

/// <summary>
/// Sizes, offsets and request numbers as a C compiler prints them from the kernel's headers (Linux 6.1, the same on all 64-bit
/// machines whose ioctl numbers are those of asm-generic: x86-64, arm64, riscv64).
/// </summary>
public sealed class KernelLayoutTests
{
    [Fact]
    public void I2cStructures_AgainstLinuxI2cHeaders_HaveTheSameLayout()
    {
        Assert.Equal(16, Marshal.SizeOf<I2cMessage>());
        Assert.Equal(8, (int)Marshal.OffsetOf<I2cMessage>(nameof(I2cMessage.Buffer)));
        Assert.Equal(16, Marshal.SizeOf<I2cMessageSet>());
        Assert.Equal(8, (int)Marshal.OffsetOf<I2cMessageSet>(nameof(I2cMessageSet.Count)));
        Assert.Equal((0x0705u, 0x0707u, 0x0001), (I2cRequest.Functions, I2cRequest.ReadWrite, I2cMessage.FlagRead));
    }

    [Fact]
    public void SpiTransfer_AgainstLinuxSpidevHeader_HasTheSameLayout()
    {
        Assert.Equal(32, Marshal.SizeOf<SpiTransfer>());
        Assert.Equal(16, (int)Marshal.OffsetOf<SpiTransfer>(nameof(SpiTransfer.Length)));
        Assert.Equal(26, (int)Marshal.OffsetOf<SpiTransfer>(nameof(SpiTransfer.BitsPerWord)));
        Assert.Equal(27, (int)Marshal.OffsetOf<SpiTransfer>(nameof(SpiTransfer.DeselectBeforeNext)));
    }

    // Marshal.SizeOf cannot look into inline arrays; the compiler's own size is what the kernel sees.
    [Fact]
    public unsafe void GpioStructures_AgainstLinuxGpioHeader_HaveTheSameLayout()
    {
        Assert.Equal(68, sizeof(GpioChipInformation));
        Assert.Equal(16, sizeof(GpioLineValues));
        Assert.Equal(24, sizeof(GpioLineAttribute));
        Assert.Equal(272, sizeof(GpioLineConfiguration));
        Assert.Equal(592, sizeof(GpioLineRequest));
        Assert.Equal(48, sizeof(GpioLineEvent));

        GpioLineRequest request;
        var start = (byte*)&request;
        Assert.Equal(0x100, request.Consumer - start);
        Assert.Equal(0x120, (byte*)&request.Configuration - start);
        Assert.Equal(0x140, (byte*)&request.Configuration.Attributes - start);
        Assert.Equal(0x230, (byte*)&request.LineCount - start);
        Assert.Equal(0x24C, (byte*)&request.Descriptor - start);
    }

    [Fact]
    public void EdgeNumbers_WithAGap_CountTheLostEdges()
    {
        var lost = new[] { 1u, 2u, 5u, 6u, 7u }.Aggregate(
            (Previous: 0u, Lost: 0L), (state, sequence) => (sequence, state.Lost + GpioLine.LostBetween(state.Previous, sequence)));

        Assert.Equal(2, lost.Lost);
    }

    [Theory]
    [InlineData(1, 0x40206B00u)]
    [InlineData(2, 0x40406B00u)]
    [InlineData(511, 0x7FE06B00u)]
    public void SpiMessage_OfSegments_IsTheHeadersRequestNumber(int segments, uint expected)
    {
        Assert.Equal(expected, SpiRequest.Message(segments));
        Assert.Equal(511, SpiRequest.SegmentsMax);
    }

    [Fact]
    public unsafe void Lay_TransferLongerThanASegment_CoversTheBuffersOnceInOrder()
    {
        var settings = new SpiConnectionSettings(0, 0) { ClockFrequency = 5_000_000 };
        Span<SpiTransfer> segments = stackalloc SpiTransfer[3];
        var read = (byte*)0x10000;

        var count = UnixSpiDevice.Lay(segments, null, read, (2 * UnixSpiDevice.SegmentBytes) + 100, settings);

        Assert.Equal(3, count);
        Assert.Equal([0x10000ul, 0x11000ul, 0x12000ul], segments.ToArray().Select(segment => segment.ReadBuffer));
        Assert.Equal([4096u, 4096u, 100u], segments.ToArray().Select(segment => segment.Length));
        Assert.All(segments.ToArray(), segment => Assert.Equal((0ul, 5_000_000u, 8), (segment.WriteBuffer, segment.SpeedHz, segment.BitsPerWord)));
    }
}
#endif
