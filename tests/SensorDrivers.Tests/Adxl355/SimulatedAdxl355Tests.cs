using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Adxl355;

/// <summary>The register model against the data sheet, byte by byte.</summary>
public sealed class SimulatedAdxl355Tests : IDisposable
{
    private readonly StationUnderTest _station = new(
        "adxl355", 1000, new BusLocation(BusType.Spi, 0, 0), """{ "simulation": { "noiseScale": 0 } }""", axis => _ => axis + 1);

    private SpiDevice Device => _station.Buses.OpenSpi(0, 0, SpiMode.Mode0, 1_000_000);

    [Fact]
    public void Registers_AfterPowerOn_AreTheDataSheets()
    {
        Assert.Equal([0xAD, 0x1D, 0xED], Read(0x00, 3));
        Assert.Equal([0x00, 0x60, 0x00, 0x00, 0x81, 0x01], Read(0x28, 6));
        Assert.Equal(0, Read(0x05, 1)[0]);
    }

    [Fact]
    public void Fifo_AfterSomeSamples_HasMarkersAndThenEmptyBits()
    {
        Write(0x28, 0x02);
        Write(0x2D, 0x00);
        _station.Time.Advance(TimeSpan.FromMilliseconds(2.5));

        Assert.Equal(6, Read(0x05, 1)[0]);
        var fifo = Read(0x11, 21);
        Assert.Equal([1, 0, 0, 1, 0, 0, 2], Enumerable.Range(0, 7).Select(entry => fifo[3 * entry + 2] & 3));
    }

    [Fact]
    public void Fifo_WhileASetArrives_CountIsNoMultipleOfThree()
    {
        Write(0x28, 0x02);
        Write(0x2D, 0x00);
        _station.Time.Advance(TimeSpan.FromMilliseconds(2));

        Assert.Equal(4, Read(0x05, 1)[0]);
    }

    [Fact]
    public void Fifo_NotReadForLong_OverrunsAndKeepsTheNewest()
    {
        Write(0x28, 0x02);
        Write(0x2D, 0x00);
        for (var ask = 0; ask < 3; ask++)
            Read(0x04, 1);
        _station.Time.Advance(TimeSpan.FromDays(300));

        Assert.Equal(0x07, Read(0x04, 1)[0]);
        Assert.Equal(96, Read(0x05, 1)[0]);
        Assert.Equal(0x03, Read(0x04, 1)[0]);
    }

    [Fact]
    public void Data_Negative_IsLeftJustifiedTwosComplement()
    {
        using var station = new StationUnderTest(
            "adxl355", 1000, new BusLocation(BusType.Spi, 0, 1), """{ "simulation": { "noiseScale": 0 } }""", _ => _ => -9.80665 / 256_000);
        using var device = station.Buses.OpenSpi(0, 1, SpiMode.Mode0, 1_000_000);
        Transfer(device, [0x2D << 1, 0]);
        station.Time.Advance(TimeSpan.FromMilliseconds(1.1));

        Assert.Equal([0xFF, 0xFF, 0xF0], Transfer(device, [0x08 << 1 | 1, 0, 0, 0])[1..]);
    }

    [Fact]
    public void Reset_WhileMeasuring_GoesToStandbyWithDefaults()
    {
        Write(0x2C, 0x82);
        Write(0x2D, 0x00);
        Write(0x2F, 0x52);

        Assert.Equal([0x81, 0x01], Read(0x2C, 2));
        Assert.Equal(0x10, Read(0x04, 1)[0] & 0x10);
    }

    [Fact]
    public void Transfer_WrongSpiMode_AnswersNoIdentity()
    {
        using var device = _station.Buses.OpenSpi(0, 0, SpiMode.Mode1, 1_000_000);

        Assert.NotEqual([0xAD, 0x1D, 0xED], Transfer(device, [0x01, 0, 0, 0])[1..]);
    }

    [Fact]
    public void Signal_OfOneChip_IsAskedForTimesThatNeverDecrease()
    {
        long last = 0;
        var decreased = false;
        SimulatedSignal signal = ns =>
        {
            decreased |= ns < last;
            last = ns;
            return 0;
        };
        using var station = new StationUnderTest("adxl355", 1000, new BusLocation(BusType.Spi, 0, 2), signals: _ => signal);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        station.Time.Advance(TimeSpan.FromSeconds(3));
        station.Run(TimeSpan.FromSeconds(1));

        Assert.False(decreased);
        Assert.True(last > 0);
    }

    public void Dispose() => _station.Dispose();

    private byte[] Read(byte register, int count)
    {
        var request = new byte[1 + count];
        request[0] = (byte)(register << 1 | 1);
        return Transfer(Device, request)[1..];
    }

    private void Write(byte register, byte value) => Transfer(Device, [(byte)(register << 1), value]);

    private static byte[] Transfer(SpiDevice device, byte[] request)
    {
        var answer = new byte[request.Length];
        device.TransferFullDuplex(request, answer);
        return answer;
    }
}
