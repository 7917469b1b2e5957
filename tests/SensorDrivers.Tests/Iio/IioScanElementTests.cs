using EdgeTwin.SensorDrivers.Iio;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Iio;

public sealed class IioScanElementTests
{
    // Linux, Documentation/iio/iio_devbuf.rst: a 12-bit accelerometer with samples left-aligned in little-endian 16 bits.
    [Theory]
    [InlineData("le:s12/16>>4", new byte[] { 0xF0, 0xFF }, -1)]
    [InlineData("le:s12/16>>4", new byte[] { 0x0F, 0x80 }, -2048)]
    [InlineData("le:s12/16>>4", new byte[] { 0xF0, 0x7F }, 2047)]
    [InlineData("be:s24/32>>8", new byte[] { 0xFF, 0xFF, 0xFE, 0x55 }, -2)]
    [InlineData("be:u16/16", new byte[] { 0x80, 0x01 }, 32769)]
    [InlineData("le:u8/8>>0", new byte[] { 0xFF }, 255)]
    [InlineData("le:s64/64>>0", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, long.MinValue)]
    public void Decode_KernelsForms_GiveTheSignedValue(string type, byte[] bytes, long expected)
    {
        Assert.True(IioScanElement.TryParse(type, out var element));
        Assert.Equal(expected, element.Decode(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("le:s12")]
    [InlineData("le:s12/24>>4")]
    [InlineData("le:s12/16X2>>4")]
    [InlineData("le:s16/16>>1")]
    [InlineData("xx:s16/16")]
    public void TryParse_FormsThatAreNotRead_AreRefused(string type) => Assert.False(IioScanElement.TryParse(type, out _));

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame() => FsCheck.Check.One(
        FsCheck.Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var storage = new[] { 8, 16, 32, 64 }[random.Next(4)];
            var bits = random.Next(1, storage + 1);
            var sign = random.Next(2) == 0 ? "s" : "u";
            Assert.True(IioScanElement.TryParse($"{(random.Next(2) == 0 ? "be" : "le")}:{sign}{bits}/{storage}>>{random.Next(storage - bits + 1)}", out var element));
            var raw = random.NextInt64(element.Ends.Lowest, element.Ends.Highest);
            var bytes = new byte[8];
            element.Encode(raw, bytes);
            return element.Decode(bytes) == raw;
        }));

    [Fact]
    public void Layout_MixedSizes_AlignsEachToItsSizeAndPadsTheWhole()
    {
        Assert.True(IioScanElement.TryParse("le:s16/16", out var two));
        Assert.True(IioScanElement.TryParse("be:s24/32>>8", out var four));
        Assert.True(IioScanElement.TryParse("le:s64/64", out var eight));

        // Given out of order: the index decides. 2 bytes, 2 of padding, 4, 2, 6 of padding, 8.
        var record = IioRecord.Layout([(3, eight), (0, two), (1, four), (2, two)]);

        Assert.Equal([16, 0, 4, 8], record.Offsets);
        Assert.Equal(24, record.Bytes);
    }
}
