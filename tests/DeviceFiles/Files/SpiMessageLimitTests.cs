using System.Device.Spi;
using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>Long transfers on a kernel whose spidev was given a larger buffer (spidev.bufsiz).</summary>
public sealed class SpiMessageLimitTests : IDisposable
{
    private const string Parameter = "/sys/module/spidev/parameters/bufsiz";
    private const int Bus = 22;
    private const int Raised = 65536;
    private const int Bytes = 9000;

    private readonly ScriptedFarEnd _farEnd = ScriptedFarEnd.InvertingSpi();

    public SpiMessageLimitTests()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Parameter)!);
        File.WriteAllText(Parameter, $"{Raised}\n");
    }

    [Fact]
    public void TransferFullDuplex_LimitRaised_IsOneMessageWithTheChipSelectedThroughout()
    {
        using var file = BusDeviceFile.Spi(Bus, 0, _farEnd.Answer, Raised);
        using var device = new LinuxBuses().OpenSpi(Bus, 0, SpiMode.Mode0, 1_000_000);
        var written = ScriptedFarEnd.Counting(Bytes);
        var read = new byte[Bytes];

        device.TransferFullDuplex(written, read);

        var segments = Assert.Single(_farEnd.Seen).Segments;
        Assert.Equal(written, segments.SelectMany(segment => segment.Written));
        Assert.All(segments, segment => Assert.False(segment.DeselectsAfter));
        Assert.Equal(written.Select(value => (byte)~value), read);
    }

    [Fact]
    public void Read_KernelTakesLessThanItsParameterSays_IsEMSGSIZE()
    {
        using var file = BusDeviceFile.Spi(Bus, 0, _farEnd.Answer);
        using var device = new LinuxBuses().OpenSpi(Bus, 0, SpiMode.Mode0, 1_000_000);

        var error = Assert.ThrowsAny<IOException>(() => device.Read(new byte[Bytes]));

        Assert.Equal(90, BusErrors.FindErrno(error));
    }

    public void Dispose() => File.Delete(Parameter);
}
