using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>What goes through <c>/dev/i2c-N</c> when a driver reads and writes, and what comes of it when the adapter fails.</summary>
public sealed class I2cFileTests : IDisposable
{
    private const int Bus = 20;
    private const int MessageBytesMax = 8192;

    private readonly ScriptedFarEnd _farEnd = ScriptedFarEnd.CountingI2c();
    private readonly BusDeviceFile _file;

    public I2cFileTests() => _file = BusDeviceFile.I2c(Bus, _farEnd.Answer);

    [Fact]
    public void WriteRead_OneCall_IsOneTransferOfTwoMessages()
    {
        using var device = new LinuxBuses().OpenI2c(Bus, 0x48);
        var read = new byte[3];

        device.WriteRead([0x0F, 0xA5], read);

        Assert.Equal(ScriptedFarEnd.Counting(3), read);
        var messages = Assert.Single(_farEnd.Seen).Segments;
        Assert.Equal([(0x48, false, 2), (0x48, true, 3)], messages.Select(message => (message.Address, message.IsRead, message.Length)));
        Assert.Equal([0x0F, 0xA5], messages[0].Written);
    }

    [Fact]
    public void Write_Alone_IsOneMessageThatWrites()
    {
        using var device = new LinuxBuses().OpenI2c(Bus, 0x40);

        device.Write([0x05, 0x08, 0x00]);

        var message = Assert.Single(Assert.Single(_farEnd.Seen).Segments);
        Assert.Equal((0x40, false), (message.Address, message.IsRead));
        Assert.Equal([0x05, 0x08, 0x00], message.Written);
    }

    [Fact]
    public void Read_AsLongAsAMessageMayBe_IsComplete()
    {
        using var device = new LinuxBuses().OpenI2c(Bus, 0x50);
        var read = new byte[MessageBytesMax];

        device.Read(read);

        Assert.Equal(ScriptedFarEnd.Counting(MessageBytesMax), read);
    }

    [Fact]
    public void Read_LongerThanAMessageMayBe_IsEINVAL()
    {
        using var device = new LinuxBuses().OpenI2c(Bus, 0x50);

        var error = Assert.ThrowsAny<IOException>(() => device.Read(new byte[MessageBytesMax + 1]));

        Assert.Equal(22, BusErrors.FindErrno(error));
        Assert.Empty(_farEnd.Seen);
    }

    // Documentation/i2c/fault-codes.rst: ENXIO or EREMOTEIO for an address that nobody acknowledges, by adapter.
    [Theory]
    [InlineData(6, "ENXIO", "SDA and SCL", 3)]
    [InlineData(121, "EREMOTEIO", "SDA and SCL", 3)]
    [InlineData(110, "ETIMEDOUT", "holds SDA or SCL low", 3)]
    [InlineData(11, "EAGAIN", "second controller", 3)]
    [InlineData(5, "EIO", "pull-ups", 3)]
    [InlineData(19, "ENODEV", "check its plug", 1)]
    [InlineData(95, "EOPNOTSUPP", "i2cdetect -F", 1)]
    public void Transfer_AdapterFails_NamesErrnoAndWireAfterBoundedTries(int errno, string name, string wire, int tries)
    {
        _farEnd.Instead = _ => Answer.Failed(errno);
        using var link = Open();

        var error = Assert.Throws<SensorException>(() => link.Transfer("read the temperature", [0x00], new byte[2]));

        Assert.StartsWith("tmp117 on i2c-20 address 0x48: read the temperature failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"({name}, error {errno})", error.Reason, StringComparison.Ordinal);
        Assert.Contains(wire, error.Advice, StringComparison.Ordinal);
        Assert.Equal(tries > 1, error.IsTransient);
        Assert.Equal(tries, _farEnd.Seen.Count);
    }

    [Fact]
    public void Transfer_ArbitrationLostOnce_IsTriedAgain()
    {
        _farEnd.Instead = number => number == 1 ? Answer.Failed(11) : null;
        using var link = Open();

        Assert.Equal(0x0102, link.ReadRegister("read the temperature", 0x00));
        Assert.Equal(2, _farEnd.Seen.Count);
    }

    [Fact]
    public void Transfer_PulledOutHalfWay_DeliversNoHalfAnswer()
    {
        _farEnd.Instead = number => number == 1 ? new Answer(-121, [0xEE]) : null;
        using var link = Open();

        Assert.Equal(0x0102, link.ReadRegister("read the temperature", 0x00));
    }

    [Fact]
    public void WriteRead_PulledOutHalfWay_ThrowsAlthoughBytesCame()
    {
        _farEnd.Instead = _ => new Answer(-121, [0xEE]);
        using var device = new LinuxBuses().OpenI2c(Bus, 0x48);
        var read = new byte[2];

        var error = Assert.ThrowsAny<IOException>(() => device.WriteRead([0x00], read));

        Assert.Equal(121, BusErrors.FindErrno(error));
        Assert.Equal([0xEE, 0x00], read);
    }

#if !EDGE_PACKAGES_NUGET
    // i2c_transfer may do fewer messages than asked and return their number; System.Device.Gpio 4.2.0 takes that for success.
    [Fact]
    public void WriteRead_AdapterDoesTheFirstMessageOnly_IsEIO()
    {
        _farEnd.Instead = _ => new Answer(1, []);
        using var device = new LinuxBuses().OpenI2c(Bus, 0x48);

        var error = Assert.Throws<IOException>(() => device.WriteRead([0x00], new byte[2]));

        Assert.Equal(5, error.HResult);
        Assert.Contains("1 of 2 messages", error.Message, StringComparison.Ordinal);
    }
#endif

    public void Dispose() => _file.Dispose();

    private static I2cLink Open()
    {
        var link = new I2cLink(new LinuxBuses(), new BusLocation(BusType.I2c, Bus, 0x48), "tmp117");
        link.Open();
        return link;
    }
}
