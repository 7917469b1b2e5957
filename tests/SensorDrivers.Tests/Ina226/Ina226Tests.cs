using System.Buffers.Binary;
using System.Device.I2c;
using EdgeTwin.SensorDrivers.Ina226;

namespace EdgeTwin.SensorDrivers.Tests.Ina226;

public sealed class Ina226Tests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x40);

    // Data sheet SBOS547, section 7.5 "Programming": 10 A through 2 mOhm, 11.98 V, calibration 2560 for 1 mA per count.
    [Fact]
    public void Simulated_DataSheetExample_CalculatesCurrentAndPower()
    {
        using var station = new StationUnderTest(
            "ina226", 1, Place, """{ "shuntOhm": 0.002, "simulation": { "noiseScale": 0 } }""", channel => _ => channel == 0 ? 11.98 : 10);
        using var device = station.Buses.OpenI2c(1, 0x40);
        device.Write([0x05, 0x0A, 0x00]);
        station.Time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(0x1F40, Register(device, 0x01));
        Assert.Equal(0x2570, Register(device, 0x02));
        Assert.Equal(0x2710, Register(device, 0x04));
        Assert.Equal(0x12B8, Register(device, 0x03));
    }

    [Fact]
    public void Simulated_PowerOn_HasTheDataSheetsIdentityAndDefaults()
    {
        using var station = new StationUnderTest("ina226", 1, Place);
        using var device = station.Buses.OpenI2c(1, 0x40);

        Assert.Equal(0x4127, Register(device, 0x00));
        Assert.Equal(0x5449, Register(device, 0xFE));
        Assert.Equal(0x2260, Register(device, 0xFF));
    }

    // Section 7.6.3 (-80 mV reads 8300h) and the full scales.
    [Theory]
    [InlineData(0x8300, -0.080)]
    [InlineData(0x7D00, 0.080)]
    [InlineData(0xFFFF, -2.5e-6)]
    [InlineData(0x7FFF, 0.0819175)]
    public void ShuntVolts_DataSheetExamples_AreSigned(int register, double expected) =>
        Assert.Equal(expected, Ina226Registers.ShuntVolts((ushort)register), 1e-9);

    [Fact]
    public void BusVolts_FullScale_Is40Point96() => Assert.Equal(40.96, Ina226Registers.BusVolts(0x7FFF) + 1.25e-3, 1e-9);

    [Fact]
    public void Read_CurrentBeyondTheShunt_SaturatesOnlyTheCurrent()
    {
        using var station = new StationUnderTest("ina226", 1, Place, signals: channel => _ => channel == 0 ? 12 : -5);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Ok, ChannelStatus.Saturated], status));
        Assert.Equal(-0.8192, station.Delivered.Channel(1)[0], 1e-4);
    }

    // The same example with the current flowing back: every signed register is the two's complement, power stays positive.
    [Fact]
    public void Simulated_DataSheetExampleBackwards_IsSigned()
    {
        using var station = new StationUnderTest(
            "ina226", 1, Place, """{ "shuntOhm": 0.002, "simulation": { "noiseScale": 0 } }""", channel => _ => channel == 0 ? 11.98 : -10);
        using var device = station.Buses.OpenI2c(1, 0x40);
        device.Write([0x05, 0x0A, 0x00]);
        station.Time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(0xE0C0, Register(device, 0x01));
        Assert.Equal(0xD8F0, Register(device, 0x04));
        Assert.Equal(0x12B8, Register(device, 0x03));
    }

    [Theory]
    [InlineData(1, 140, 5)]
    [InlineData(128, 1100, 1)]
    [InlineData(1024, 8244, 0.03)]
    public void Read_EachAveraging_DeliversBothVoltages(int averages, int conversionUs, double rateHz)
    {
        using var station = new StationUnderTest(
            "ina226", rateHz, Place, $$"""{ "averages": {{averages}}, "conversionUs": {{conversionUs}}, "simulation": { "noiseScale": 0 } }""",
            channel => _ => channel == 0 ? 12 : -0.25);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(6 / rateHz));

        Assert.True(station.Delivered.Samples >= 5);
        Assert.Equal(0, station.Delivered.Missing);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(12, sample, 1e-3f));
        Assert.All(station.Delivered.Channel(1), sample => Assert.Equal(-0.25, sample, 2e-5f));
    }

    private static int Register(I2cDevice device, byte register)
    {
        var value = new byte[2];
        device.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
