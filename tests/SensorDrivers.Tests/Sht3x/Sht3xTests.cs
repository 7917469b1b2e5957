using System.Device.I2c;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Sht3x;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Sht3x;

public sealed class Sht3xTests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x44);

    // Data sheet SHT3x-DIS, section 4.13: -45 + 175 S / 65535 and 100 S / 65535.
    [Theory]
    [InlineData(0x0000, -45.0, 0.0)]
    [InlineData(0x6666, 25.0, 40.0)]
    [InlineData(0xFFFF, 130.0, 100.0)]
    public void Conversions_DataSheetFormulas_Agree(int word, double temperatureC, double humidityPercent)
    {
        Assert.Equal(temperatureC, Sht3xProtocol.TemperatureC((ushort)word), 1e-9);
        Assert.Equal(humidityPercent, Sht3xProtocol.HumidityPercent((ushort)word), 1e-9);
    }

    // Table 9 (clock stretching disabled).
    [Theory]
    [InlineData("high", 0x2400)]
    [InlineData("medium", 0x240B)]
    [InlineData("low", 0x2416)]
    public void Read_EachRepeatability_MeasuresWithItsCommand(string name, int command)
    {
        Assert.Equal(command, Sht3xRepeatability.Of(name).Command);
        using var station = new StationUnderTest("sht3x", 2, Place, $$"""{ "repeatability": "{{name}}", "simulation": { "noiseScale": 0 } }""", channel => _ => 20 + channel);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.True(station.Delivered.Samples >= 5);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(20, sample, 0.003f));
        Assert.All(station.Delivered.Channel(1), sample => Assert.Equal(21, sample, 0.002f));
    }

    [Fact]
    public void Simulated_PowerOn_ShowsTheResetUntilTheStatusIsCleared()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        using var device = station.Buses.OpenI2c(1, 0x44);

        Assert.Equal(0x8010, Status(device));
        device.Write([0x30, 0x41]);
        Assert.Equal(0x0000, Status(device));
        device.Write([0x30, 0x6D]);
        Assert.Equal(0x2000, Status(device));
        device.Write([0x12, 0x34]);
        Assert.Equal(0x2002, Status(device));
    }

    [Fact]
    public void Simulated_WhileMeasuring_DoesNotAcknowledge()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        using var device = station.Buses.OpenI2c(1, 0x44);
        var answer = new byte[6];
        device.Write([0x24, 0x00]);

        station.Time.Advance(TimeSpan.FromMilliseconds(12.4));
        Assert.Throws<IOException>(() => device.Read(answer));
        Assert.Throws<IOException>(() => device.Write([0xF3, 0x2D]));
        station.Time.Advance(TimeSpan.FromMilliseconds(0.2));
        device.Read(answer);

        Assert.True(SensirionWords.IsIntact(answer));
        Assert.Throws<IOException>(() => device.Read(answer));
    }

    [Fact]
    public void Read_ChipRestartedBetweenSamples_SaysSoInsteadOfDelivering()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(2));
        var before = station.Delivered.Samples;

        station.Chip.Fault = SimulatedFault.Unplugged;
        station.Chip.Fault = SimulatedFault.None;
        station.Time.Advance(TimeSpan.FromMilliseconds(5));
        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(2)));

        Assert.Contains("restarted", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, station.Delivered.Samples);
    }

    [Fact]
    public void Start_HeaterStaysOn_IsRefused()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        station.Chip.Fault = SimulatedFault.StuckBit;

        Assert.Contains("heater off", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeaterComesOnWhileRunning_IsNotDelivered()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        station.Driver.Start();
        using var device = station.Buses.OpenI2c(1, 0x44);
        device.Write([0x30, 0x6D]);

        Assert.Contains("heater", Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(2))).Message, StringComparison.Ordinal);
        Assert.Equal(0, station.Delivered.Samples);
    }

    [Fact]
    public void Read_SaturatedInput_IsMarked()
    {
        using var station = new StationUnderTest("sht3x", 1, Place);
        station.Driver.Start();
        station.Chip.Fault = SimulatedFault.Saturated;

        station.Run(TimeSpan.FromSeconds(3));

        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Saturated, ChannelStatus.Saturated], status));
    }

    private static int Status(I2cDevice device)
    {
        var answer = new byte[3];
        device.Write([0xF3, 0x2D]);
        device.Read(answer);
        Assert.True(SensirionWords.IsIntact(answer));
        return answer[0] << 8 | answer[1];
    }
}
