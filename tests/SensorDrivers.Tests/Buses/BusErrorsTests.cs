using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Buses;

public sealed class BusErrorsTests
{
    // The messages are those of System.Device.Gpio 4.x (UnixI2cBus, UnixSpiDevice) and of the stand-in.
    [Theory]
    [InlineData("Error 121 performing I2C data transfer.", 121)]
    [InlineData("Error 110 performing SPI data transfer.", 110)]
    [InlineData("Error 2. Can not open I2C device file '/dev/i2c-7'.", 2)]
    [InlineData("Error 13. Can not open SPI device file '/dev/spidev0.0'.", 13)]
    [InlineData("Error 22. Can not set SPI mode to Mode3.", 22)]
    [InlineData("Error 121 (EREMOTEIO) performing I2C data transfer on /dev/i2c-1 address 0x44.", 121)]
    [InlineData("Setting pin direction failed. Error code: 16", 16)]
    public void FindErrno_MessageOfTheBusLibrary_IsTheNumberInIt(string message, int expected) =>
        Assert.Equal(expected, BusErrors.FindErrno(new IOException(message)));

    [Fact]
    public void FindErrno_HResultOfTheRuntime_IsTheErrno() =>
        Assert.Equal(5, BusErrors.FindErrno(new IOException("Input/output error", 5)));

    [Fact]
    public void FindErrno_NoNumberAnywhere_IsNull() =>
        Assert.Null(BusErrors.FindErrno(new IOException("The chip sleeps in room 121.")));

    [Theory]
    [InlineData(121, "i2c-1 address 0x44", "pull-up", true)]
    [InlineData(6, "i2c-1 address 0x44", "address straps", true)]
    [InlineData(110, "i2c-1 address 0x44", "SDA or SCL", true)]
    [InlineData(5, "adxl355 on spidev0.0", "clockHz", true)]
    [InlineData(2, "adxl355 on spidev0.0", "dtparam=spi=on", false)]
    [InlineData(2, "sht4x on i2c-1 address 0x44", "dtparam=i2c_arm=on", false)]
    [InlineData(13, "adxl355 on spidev0.0", "usermod -aG spi", false)]
    [InlineData(1, "sht4x on i2c-1 address 0x44", "DeviceAllow=", false)]
    [InlineData(90, "adxl355 on spidev0.0", "bufsiz", false)]
    public void Translate_ErrnoOfABus_NamesWhatToLookAt(int errno, string device, string advice, bool isTransient)
    {
        var translated = BusErrors.Translate("read", device, new IOException($"Error {errno} performing data transfer."));

        Assert.Contains(advice, translated.Advice, StringComparison.Ordinal);
        Assert.Equal(isTransient, translated.IsTransient);
        Assert.Contains($"error {errno}", translated.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"{device}: read failed: ", translated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_UnknownErrno_KeepsTheNumberAndPointsToTheKernelLog()
    {
        var translated = BusErrors.Translate("read", "adxl355 on spidev0.0", new IOException("Error 99 performing SPI data transfer."));

        Assert.Contains("errno 99", translated.Message, StringComparison.Ordinal);
        Assert.Contains("dmesg", translated.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_NoErrno_KeepsTheOriginalMessage()
    {
        var cause = new PlatformNotSupportedException("No SPI on this system.");

        var translated = BusErrors.Translate("open", "spidev0.0", cause);

        Assert.Contains("No SPI on this system", translated.Reason, StringComparison.Ordinal);
        Assert.Same(cause, translated.InnerException);
    }

    [Fact]
    public void Translate_SensorException_IsReturnedUnchanged()
    {
        var original = new SensorException("read ID", "adxl355", "wrong chip", "Look at the label", isTransient: false);

        Assert.Same(original, BusErrors.Translate("start", "other", original));
    }
}
