using System.Device.Spi;
using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>What goes through <c>/dev/spidevB.C</c> when a driver transfers, and what comes of it when the controller refuses or fails.</summary>
public sealed class SpiFileTests : IDisposable
{
    private const int Bus = 21;
    private const int MessageBytesMax = 4096;

    private readonly ScriptedFarEnd _farEnd = ScriptedFarEnd.InvertingSpi();
    private readonly BusDeviceFile _file;

    public SpiFileTests() => _file = BusDeviceFile.Spi(Bus, 0, _farEnd.Answer);

    [Theory]
    [InlineData(SpiMode.Mode0, 0)]
    [InlineData(SpiMode.Mode1, 1)]
    [InlineData(SpiMode.Mode2, 2)]
    [InlineData(SpiMode.Mode3, 3)]
    public void OpenSpi_ModeAndClock_ReachTheController(SpiMode mode, int bits)
    {
        using var device = new LinuxBuses().OpenSpi(Bus, 0, mode, 1_234_000);

        device.WriteByte(0x55);

        var exchange = Assert.Single(_farEnd.Seen);
        Assert.Equal((bits, 1_234_000), (exchange.Mode, exchange.SpeedHz));
    }

    [Fact]
    public void TransferFullDuplex_AsLongAsAMessageMayBe_MovesEveryByteBothWays()
    {
        using var device = new LinuxBuses().OpenSpi(Bus, 0, SpiMode.Mode0, 1_000_000);
        var written = ScriptedFarEnd.Counting(MessageBytesMax);
        var read = new byte[MessageBytesMax];

        device.TransferFullDuplex(written, read);

        Assert.Equal(written, Assert.Single(_farEnd.Seen).Segments.SelectMany(segment => segment.Written));
        Assert.Equal(written.Select(value => (byte)~value), read);
    }

    [Fact]
    public void Read_Alone_WritesZeros()
    {
        using var device = new LinuxBuses().OpenSpi(Bus, 0, SpiMode.Mode0, 1_000_000);
        var read = new byte[3];

        device.Read(read);

        Assert.Equal([0, 0, 0], Assert.Single(_farEnd.Seen).Segments.SelectMany(segment => segment.Written));
        Assert.Equal([0xFF, 0xFF, 0xFF], read);
    }

    [Fact]
    public void Transfer_LongerThanSpidevAllows_NamesItsParameter()
    {
        using var link = Open();

        var error = Assert.Throws<SensorException>(() => link.Transfer("read the FIFO", new byte[MessageBytesMax + 1], new byte[MessageBytesMax + 1]));

        Assert.Contains("(EMSGSIZE, error 90)", error.Reason, StringComparison.Ordinal);
        Assert.Contains("spidev.bufsiz", error.Advice, StringComparison.Ordinal);
        Assert.Empty(_farEnd.Seen);
    }

    [Theory]
    [InlineData(5, "EIO", "ground wire", 3)]
    [InlineData(110, "ETIMEDOUT", "clock and supply", 3)]
    [InlineData(108, "ESHUTDOWN", "dmesg", 1)]
    public void Transfer_ControllerFails_NamesErrnoAndWireAfterBoundedTries(int errno, string name, string wire, int tries)
    {
        _farEnd.Instead = _ => Answer.Failed(errno);
        using var link = Open();

        var error = Assert.Throws<SensorException>(() => link.Transfer("read the FIFO", new byte[4], new byte[4]));

        Assert.StartsWith("adxl355 on spidev21.0: read the FIFO failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"({name}, error {errno})", error.Reason, StringComparison.Ordinal);
        Assert.Contains(wire, error.Advice, StringComparison.Ordinal);
        Assert.Equal(tries, _farEnd.Seen.Count);
    }

    [Fact]
    public void Transfer_BrokenOffHalfWay_DeliversNoHalfAnswer()
    {
        _farEnd.Instead = number => number == 1 ? new Answer(-5, [0xEE, 0xEE]) : null;
        using var link = Open();
        var read = new byte[4];

        link.Transfer("read the FIFO", [1, 2, 3, 4], read);

        Assert.Equal([0xFE, 0xFD, 0xFC, 0xFB], read);
    }

#if !EDGE_PACKAGES_NUGET
    // System.Device.Gpio 4.2.0 does not tell spidev the bit order at all.
    [Fact]
    public void Create_BitOrderTheControllerLacks_IsEINVAL()
    {
        var settings = new SpiConnectionSettings(Bus, 0) { DataFlow = DataFlow.LsbFirst };

        var error = Assert.ThrowsAny<IOException>(() =>
        {
            using var device = SpiDevice.Create(settings);
            device.WriteByte(1);
        });

        Assert.Equal(22, BusErrors.FindErrno(error));
    }

    // SPI_IOC_MESSAGE returns the bytes it moved; System.Device.Gpio 4.2.0 does not look at them.
    [Fact]
    public void TransferFullDuplex_FewerBytesMovedThanAsked_IsEIO()
    {
        _farEnd.Instead = _ => new Answer(2, [0xEE, 0xEE]);
        using var device = new LinuxBuses().OpenSpi(Bus, 0, SpiMode.Mode0, 1_000_000);

        var error = Assert.Throws<IOException>(() => device.TransferFullDuplex(new byte[4], new byte[4]));

        Assert.Equal(5, error.HResult);
        Assert.Contains("2 of 4 bytes", error.Message, StringComparison.Ordinal);
    }
#endif

    public void Dispose() => _file.Dispose();

    private static SpiLink Open()
    {
        var link = new SpiLink(new LinuxBuses(), new BusLocation(BusType.Spi, Bus, 0), SpiMode.Mode0, 1_000_000, "adxl355");
        link.Open();
        return link;
    }
}
