using EdgeTwin.SensorDrivers.Adxl345;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Adxl345;

public sealed class Adxl345SetTests
{
    private const int CountHigh2G = 511;

    [Theory]
    [InlineData(0x00, 0x00, 0)]
    [InlineData(0x01, 0x00, 1)]
    [InlineData(0xFF, 0xFF, -1)]
    [InlineData(0x00, 0x01, 256)] // 1 g
    [InlineData(0x00, 0xFF, -256)]
    [InlineData(0xFF, 0x0F, 4095)] // the ends of 13 bits
    [InlineData(0x00, 0xF0, -4096)]
    public void Raw_DataSheetFormat_IsSignedAndRightJustified(byte low, byte high, int expected)
    {
        Assert.Equal(expected, Adxl345Set.Raw([low, high, 0, 0, 0, 0], 0));
        Assert.Equal(expected, Adxl345Set.Raw([0, 0, 0, 0, low, high], 2));
    }

    [Theory]
    [InlineData(2, 511, true)]
    [InlineData(2, 512, false)]
    [InlineData(2, -512, true)]
    [InlineData(2, -513, false)]
    [InlineData(4, 512, true)]
    [InlineData(8, -2048, true)]
    [InlineData(8, 2048, false)]
    [InlineData(16, 4095, true)]
    [InlineData(16, 4096, false)]
    [InlineData(16, -4097, false)]
    public void IsPossible_SignBitsAboveTheRange_MustRepeatTheSign(int rangeG, int raw, bool expected)
    {
        var (low, high) = ((byte)raw, (byte)(raw >> 8));

        Assert.Equal(expected, Adxl345Set.IsPossible([0, 0, low, high, 0, 0], Adxl345Registers.CountMax(rangeG)));
    }

    [Fact]
    public void Decode_OneG_IsStandardGravityInEveryRange()
    {
        using var block = Block();

        Adxl345Set.Decode([0x00, 0x01, 0x80, 0xFF, 0xFF, 0x01, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0xFE], 2, CountHigh2G, -512, block);

        block.SetSampleCount(2);
        Assert.Equal(9.80665, block.Channel(0)[0], 1e-5);
        Assert.Equal(-9.80665 / 256, block.Channel(0)[1], 1e-6);
        Assert.Equal(-9.80665 / 2, block.Channel(1)[0], 1e-5);
        Assert.Equal([ChannelStatus.Ok, ChannelStatus.Ok, ChannelStatus.Saturated], block.Status.ToArray());
    }

    // Table 1: 3.9 mg per count at full resolution.
    [Fact]
    public void Mps2PerCount_InMilliG_IsTheDataSheets() =>
        Assert.Equal(3.9, Adxl345Registers.Mps2PerCount / 9.80665 * 1000, 0.01);

    // Table 7: rate codes 0110 to 1111.
    [Theory]
    [InlineData(6.25, 0x6)]
    [InlineData(100, 0xA)]
    [InlineData(800, 0xD)]
    [InlineData(3200, 0xF)]
    public void RateCode_OfTheDataSheet_IsFound(double rateHz, byte expected) => Assert.Equal(expected, Adxl345Registers.RateCode(rateHz));

    // Tables 14 and 15. At 3.3 V the limits of x are 50 and 540 counts times 1.77, those of z 75 and 875 times 1.47.
    [Theory]
    [InlineData(2.5, 0, 50, 540)]
    [InlineData(2.5, 1, -540, -50)]
    [InlineData(2.5, 2, 75, 875)]
    [InlineData(3.3, 0, 88.5, 955.8)]
    [InlineData(3.3, 2, 110.25, 1286.25)]
    [InlineData(2.0, 1, -345.6, -32)]
    [InlineData(3.6, 2, 126.75, 1478.75)]
    [InlineData(2.9, 0, 69.25, 747.9)] // half-way between 2.5 V and 3.3 V
    public void LimitsMps2_OfASupply_AreScaledAsInTheDataSheet(double supplyV, int axis, double lowest, double highest)
    {
        var limits = new Adxl345SelfTest(new SimulatedBuses(), supplyV).LimitsMps2(axis);

        Assert.Equal(lowest / 256 * 9.80665, limits.Lowest, 1e-6);
        Assert.Equal(highest / 256 * 9.80665, limits.Highest, 1e-6);
    }

    private static SampleBlock Block()
    {
        Assert.True(new SampleBlockPool(3, 4, 1).TryRent(out var block));
        return block;
    }
}
