#if !EDGE_PACKAGES_NUGET
using System.Device.Gpio.Drivers;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Buses;

/// <summary>
/// What can be tested of the device files without a bus: that every failure to open or configure one is a typed error that names
/// operation, file and errno. Transfers on real device files are in tests/DeviceFiles.
/// </summary>
public sealed class DeviceFileTests
{
    // A file of sysfs without write permission cannot be opened for writing, not even by root (fs/kernfs/file.c).
    private const string ReadOnlySysFile = "/sys/kernel/uevent_seqnum";

    [Fact]
    public void CreateI2c_BusAbsent_IsENOENTWithTheDeviceFile()
    {
        var error = Assert.Throws<IOException>(() => I2cDevice.Create(new I2cConnectionSettings(251, 0x44)));

        Assert.Equal(2, error.HResult);
        Assert.StartsWith("Error 2 (ENOENT) performing open on /dev/i2c-251", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateSpi_DeviceAbsent_IsENOENTWithTheDeviceFile()
    {
        var error = Assert.Throws<IOException>(() => SpiDevice.Create(new SpiConnectionSettings(251, 3)));

        Assert.StartsWith("Error 2 (ENOENT) performing open on /dev/spidev251.3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenI2c_NoI2cDevice_IsENOTTY()
    {
        var error = Assert.Throws<IOException>(() => new UnixI2cDevice(new I2cConnectionSettings(1, 0x44), "/dev/null"));

        Assert.Equal("Error 25 (ENOTTY) performing I2C_FUNCS on /dev/null: Inappropriate ioctl for device.", error.Message);
    }

    [Fact]
    public void OpenSpi_NoSpiDevice_IsENOTTYOfTheFirstSetting()
    {
        var error = Assert.Throws<IOException>(() => new UnixSpiDevice(new SpiConnectionSettings(0, 0), "/dev/null"));

        Assert.Equal("Error 25 (ENOTTY) performing setting of SPI mode on /dev/null: Inappropriate ioctl for device.", error.Message);
    }

    [Fact]
    public void OpenI2c_PermissionDenied_IsEACCES()
    {
        var error = Assert.Throws<IOException>(() => new UnixI2cDevice(new I2cConnectionSettings(1, 0x44), ReadOnlySysFile));

        Assert.Equal(13, error.HResult);
        Assert.Contains("(EACCES) performing open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenGpioChip_ChipAbsent_IsENOENT()
    {
        var error = Assert.Throws<IOException>(() => new LibGpiodDriver(251));

        Assert.StartsWith("Error 2 (ENOENT) performing open on /dev/gpiochip251", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenGpioChip_NoGpioDevice_IsENOTTY()
    {
        var error = Assert.Throws<IOException>(() => new LibGpiodDriver("/dev/null"));

        Assert.StartsWith("Error 25 (ENOTTY) performing reading of the GPIO chip on /dev/null", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0x80)]
    public void CreateI2c_AddressOfMoreThanSevenBits_Throws(int address) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => I2cDevice.Create(new I2cConnectionSettings(1, address)));

    [Fact]
    public void OpenI2c_ThroughTheProvider_IsASensorErrorWithAdvice()
    {
        var error = Assert.Throws<SensorException>(() => new LinuxBuses().OpenI2c(251, 0x44));

        Assert.Equal("i2c-251 address 0x44", error.Device);
        Assert.Contains("ENOENT", error.Reason, StringComparison.Ordinal);
        Assert.Contains("dtparam=i2c_arm=on", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenSpi_ThroughTheProvider_IsASensorErrorWithAdvice()
    {
        var error = Assert.Throws<SensorException>(() => new LinuxBuses().OpenSpi(251, 0, SpiMode.Mode1, 1_000_000));

        Assert.Contains("dtparam=spi=on", error.Advice, StringComparison.Ordinal);
    }
}
#endif
