using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Tests.Adxl345;

/// <summary>The register model against the data sheet, byte by byte.</summary>
public sealed class SimulatedAdxl345Tests : IDisposable
{
    private const string Quiet = """{ "dataReady": { "line": 25 }, "simulation": { "noiseScale": 0 } }""";

    // 1, 2 and 3 counts.
    private readonly StationUnderTest _station = new(
        "adxl345", 100, new BusLocation(BusType.Spi, 0, 2), Quiet, axis => _ => (axis + 1) * 9.80665 / 256);

    private SpiDevice Device => _station.Buses.OpenSpi(0, 2, SpiMode.Mode3, 1_000_000);

    [Fact]
    public void Registers_AfterPowerOn_AreTheDataSheets()
    {
        Assert.Equal([0xE5], Read(0x00, 1));
        Assert.Equal([0x00, 0x00, 0x00], Read(0x1E, 3));
        Assert.Equal([0x0A, 0x00, 0x00, 0x00, 0x02, 0x00], Read(0x2C, 6));
        Assert.Equal([0x00, 0x00], Read(0x38, 2));
    }

    [Fact]
    public void Fifo_ReadOfSixBytes_TakesOneSetOut()
    {
        Measure();
        _station.Time.Advance(TimeSpan.FromMilliseconds(35));

        Assert.Equal([0x90, 3], Read(0x38, 2));
        Assert.Equal([1, 0, 2, 0, 3, 0], Read(0x32, 6));
        Assert.Equal(2, Read(0x39, 1)[0]);
    }

    [Fact]
    public void Fifo_ReadOnToTheStatus_TakesOneSetOutAndSaysWhatIsLeft()
    {
        Measure();
        _station.Time.Advance(TimeSpan.FromMilliseconds(35));

        Assert.Equal([1, 0, 2, 0, 3, 0, 0x90, 2], Read(0x32, 8));
    }

    [Fact]
    public void Fifo_ReadOfOneByte_LosesTheRestOfTheSet()
    {
        Measure();
        _station.Time.Advance(TimeSpan.FromMilliseconds(35));

        Read(0x36, 1);

        Assert.Equal(2, Read(0x39, 1)[0]);
    }

    [Fact]
    public void Fifo_NotReadForLong_IsFullAndSaysOverrunUntilItIsRead()
    {
        Measure();
        _station.Time.Advance(TimeSpan.FromDays(300));

        Assert.Equal(32, Read(0x39, 1)[0]);
        Assert.Equal(0x83, Read(0x30, 1)[0]);
        Assert.Equal(0x83, Read(0x30, 1)[0]);
        Read(0x32, 6);
        Assert.Equal(0x82, Read(0x30, 1)[0]);
    }

    [Fact]
    public void Fifo_PutIntoBypass_IsEmpty()
    {
        Measure();
        _station.Time.Advance(TimeSpan.FromMilliseconds(35));

        Write(0x38, 0x00);

        Assert.Equal(0, Read(0x39, 1)[0]);
    }

    [Fact]
    public void Interrupt1_FromTheWatermarkOn_IsHigh()
    {
        using var gpio = _station.Buses.OpenGpio(0);
        gpio.OpenPin(25, PinMode.Input);
        Write(0x2E, 0x02);
        Measure();

        _station.Time.Advance(TimeSpan.FromMilliseconds(155));
        Assert.Equal(PinValue.Low, gpio.Read(25));
        _station.Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(PinValue.High, gpio.Read(25));
        Read(0x32, 6);
        Assert.Equal(PinValue.Low, gpio.Read(25));
    }

    // Section "Data formatting of upper data rates": the lowest bit is 0.
    [Fact]
    public void Data_AtTheHighestRates_HasAnEvenCount()
    {
        Write(0x2C, 0x0F);
        Measure();
        _station.Time.Advance(TimeSpan.FromMilliseconds(2));

        Assert.All(Read(0x32, 6).Where((_, index) => index % 2 == 0), low => Assert.Equal(0, low & 1));
    }

    [Fact]
    public void Read_WithoutTheMultipleBit_StaysAtTheRegister() => Assert.Equal([0xE5, 0xE5], Transfer(Device, [0x80, 0, 0])[1..]);

    [Fact]
    public void Transfer_WrongSpiMode_AnswersNoIdentity()
    {
        using var device = _station.Buses.OpenSpi(0, 2, SpiMode.Mode0, 1_000_000);

        Assert.NotEqual([0xE5, 0xE5, 0xE5], Transfer(device, [0x80, 0, 0, 0])[1..]);
    }

    [Fact]
    public void Read_OnI2c_CountsUpFromTheRegisterThatWasWritten()
    {
        using var station = new StationUnderTest("adxl345", 100, new BusLocation(BusType.I2c, 1, 0x1D));
        using var device = station.Buses.OpenI2c(1, 0x1D);
        device.Write([0x31, 0x0B]);

        Assert.Equal([0x0A, 0x00, 0x00, 0x00, 0x02, 0x0B], ReadI2c(device, 0x2C, 6));
        Assert.Equal([0xE5], ReadI2c(device, 0x00, 1));
    }

    public void Dispose() => _station.Dispose();

    private void Measure()
    {
        Write(0x31, 0x08);
        Write(0x38, 0x90);
        Write(0x2D, 0x08);
    }

    private byte[] Read(byte register, int count)
    {
        var request = new byte[1 + count];
        request[0] = (byte)(register | 0xC0);
        return Transfer(Device, request)[1..];
    }

    private void Write(byte register, byte value) => Transfer(Device, [register, value]);

    private static byte[] Transfer(SpiDevice device, byte[] request)
    {
        var answer = new byte[request.Length];
        device.TransferFullDuplex(request, answer);
        return answer;
    }

    private static byte[] ReadI2c(I2cDevice device, byte register, int count)
    {
        var answer = new byte[count];
        device.WriteRead([register], answer);
        return answer;
    }
}
