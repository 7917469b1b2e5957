using EdgeTwin.SensorDrivers.Adxl355;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Adxl355;

public sealed class Adxl355FifoTests
{
    private const float OneCount = 1;

    [Theory]
    [InlineData(new byte[] { 0x00, 0x00, 0x00 }, 0)]
    [InlineData(new byte[] { 0x00, 0x00, 0x11 }, 1)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xF1 }, -1)]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xF0 }, 524_287)]
    [InlineData(new byte[] { 0x80, 0x00, 0x00 }, -524_288)]
    [InlineData(new byte[] { 0x3E, 0x80, 0x01 }, 256_000)]
    [InlineData(new byte[] { 0xC1, 0x80, 0x00 }, -256_000)]
    public void Raw_DataSheetFormat_IsSigned20Bit(byte[] entry, int expected) => Assert.Equal(expected, Adxl355Fifo.Raw(entry));

    [Fact]
    public void Raw_AnyValue_SurvivesEncodingAndDecoding() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(-524_288, 524_287).ToArbitrary(),
            raw => Adxl355Fifo.Raw([(byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4 | 1)]) == raw));

    [Fact]
    public void Mps2PerCount_DataSheetSensitivity_IsOneStandardGravity()
    {
        Assert.Equal(9.80665, 256_000 * Adxl355Variant.Adxl355.Mps2PerCount(Adxl355Variant.Adxl355.RangeCode(2)), 1e-9);
        Assert.Equal(9.80665, 64_000 * Adxl355Variant.Adxl355.Mps2PerCount(Adxl355Variant.Adxl355.RangeCode(8)), 1e-9);
        Assert.Equal(9.80665, 51_200 * Adxl355Variant.Adxl357.Mps2PerCount(Adxl355Variant.Adxl357.RangeCode(10)), 1e-9);
        Assert.Equal(9.80665, 12_800 * Adxl355Variant.Adxl357.Mps2PerCount(Adxl355Variant.Adxl357.RangeCode(40)), 1e-9);
    }

    [Fact]
    public void TryDecode_MarkersInPlace_FillsTheRows()
    {
        using var block = Block();

        Assert.True(Adxl355Fifo.TryDecode([0, 0, 0x11, 0, 0, 0x20, 0xFF, 0xFF, 0xD0, 0, 0, 0x41, 0x7F, 0xFF, 0xF0, 0, 0, 0x60], 2, OneCount, block));

        block.SetSampleCount(2);
        Assert.Equal([1, 4], block.Channel(0).ToArray());
        Assert.Equal([2, 524_287], block.Channel(1).ToArray());
        Assert.Equal([-3, 6], block.Channel(2).ToArray());
        Assert.Equal([ChannelStatus.Ok, ChannelStatus.Saturated, ChannelStatus.Ok], block.Status.ToArray());
    }

    [Theory]
    [InlineData(0x10, 0x20, 0x31)] // z, x, y order: the marker sits on the wrong axis
    [InlineData(0x10, 0x21, 0x30)]
    [InlineData(0x10, 0x20, 0x30)] // no marker
    [InlineData(0x11, 0x20, 0x02)] // read while empty
    [InlineData(0xFF, 0xFF, 0xFF)] // nothing connected
    public void TryDecode_MarkerMisplaced_Refuses(byte x, byte y, byte z)
    {
        using var block = Block();

        Assert.False(Adxl355Fifo.TryDecode([0, 0, x, 0, 0, y, 0, 0, z], 1, OneCount, block));
    }

    private static SampleBlock Block()
    {
        Assert.True(new SampleBlockPool(3, 4, 1).TryRent(out var block));
        return block;
    }
}
