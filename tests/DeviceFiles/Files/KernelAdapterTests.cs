using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>The kernel's own i2c-dev, over its i2c-stub: an adapter that knows SMBus commands and no plain messages.</summary>
public sealed class KernelAdapterTests
{
    [Fact]
    public void Transfer_AdapterWithoutPlainMessages_SaysThatItCannot()
    {
        using var link = new I2cLink(new LinuxBuses(), new BusLocation(BusType.I2c, 0, 0x41), "tmp117");
        link.Open();

        var error = Assert.Throws<SensorException>(() => link.Transfer("read the temperature", [0x00], new byte[2]));

        Assert.Contains("(EOPNOTSUPP, error 95)", error.Reason, StringComparison.Ordinal);
        Assert.Contains("i2cdetect -F", error.Advice, StringComparison.Ordinal);
    }
}
