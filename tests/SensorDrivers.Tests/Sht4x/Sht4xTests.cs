using System.Device.I2c;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Sht4x;

namespace EdgeTwin.SensorDrivers.Tests.Sht4x;

public sealed class Sht4xTests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x44);

    [Fact]
    public void Crc_DataSheetExample_Is92() => Assert.Equal(0x92, SensirionWords.Crc([0xBE, 0xEF]));

    // Data sheet section 4.6: -45 + 175 S / 65535 and -6 + 125 S / 65535. 0x6666 is 0.4 of full scale.
    [Theory]
    [InlineData(0x6666, 25.0)]
    [InlineData(0x0000, -45.0)]
    [InlineData(0xFFFF, 130.0)]
    public void Temperature_Formula_Agrees(int word, double expected) =>
        Assert.Equal(expected, Sht4xProtocol.TemperatureC((ushort)word), 1e-9);

    [Theory]
    [InlineData(0x6666, 44.0)]
    [InlineData(0x0000, 0.0)]
    [InlineData(0xFFFF, 100.0)]
    public void Humidity_Formula_IsCroppedToWhatIsPossible(int word, double expected) =>
        Assert.Equal(expected, Sht4xProtocol.HumidityPercent((ushort)word), 1e-9);

    [Fact]
    public void Read_OneDamagedAnswer_IsAGapInBothChannels()
    {
        using var station = new StationUnderTest("sht4x", 1, Place, signals: channel => _ => 20 + channel);
        var bus = new DamagingBus(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        driver.Start();
        var delivered = new Delivered();
        for (var i = 0; i < 60; i++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(100));
            bus.DamagesByte = delivered.Samples == 2 ? 4 : null;
            ReadInto(delivered, driver);
        }

        Assert.True(delivered.Samples >= 5);
        Assert.Equal([false, false, true, false, false], delivered.Channel(0).Take(5).Select(float.IsNaN));
        Assert.Equal([false, false, true, false, false], delivered.Channel(1).Take(5).Select(float.IsNaN));
        Assert.Equal([ChannelStatus.Gap, ChannelStatus.Gap], delivered.Status[2]);
        Assert.Equal([ChannelStatus.Ok, ChannelStatus.Ok], delivered.Status[3]);
        Assert.Equal(0, delivered.Missing);
    }

    [Fact]
    public void Read_DamagedEveryTime_GivesUpAfterFive()
    {
        using var station = new StationUnderTest("sht4x", 1, Place);
        var bus = new DamagingBus(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        driver.Start();
        bus.DamagesByte = 1;
        var delivered = new Delivered();

        var error = Assert.Throws<SensorException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                station.Time.Advance(TimeSpan.FromMilliseconds(100));
                ReadInto(delivered, driver);
            }
        });

        Assert.Contains("check sum", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, delivered.Samples);
        Assert.All(delivered.Channel(0), sample => Assert.True(float.IsNaN(sample)));
    }

    [Fact]
    public void Simulated_WhileMeasuring_DoesNotAcknowledge()
    {
        using var station = new StationUnderTest("sht4x", 1, Place);
        using var device = station.Buses.OpenI2c(1, 0x44);
        var answer = new byte[6];
        device.Write([0xFD]);

        station.Time.Advance(TimeSpan.FromMilliseconds(6.8));
        Assert.Throws<IOException>(() => device.Read(answer));
        station.Time.Advance(TimeSpan.FromMilliseconds(0.2));
        device.Read(answer);

        Assert.True(SensirionWords.IsIntact(answer));
        Assert.Throws<IOException>(() => device.Read(answer));
    }

    private static void ReadInto(Delivered delivered, ISensorDriver driver)
    {
        Assert.True(new SampleBlockPool(2, 4, 1).TryRent(out var block));
        using (block)
        {
            if (driver.Read(block) == ReadOutcome.Ok)
                delivered.Add(block);
        }
    }

    /// <summary>Flips a bit in one byte of every read.</summary>
    private sealed class DamagingBus(IBusProvider buses) : ForwardingBuses(buses)
    {
        public int? DamagesByte { get; set; }

        public override I2cDevice OpenI2c(int busNumber, int address) => new Device(this, Inner.OpenI2c(busNumber, address));

        private sealed class Device(DamagingBus bus, I2cDevice inner) : I2cDevice
        {
            public override I2cConnectionSettings ConnectionSettings => inner.ConnectionSettings;

            public override void Read(Span<byte> buffer)
            {
                inner.Read(buffer);
                if (bus.DamagesByte is { } at)
                    buffer[at] ^= 0x10;
            }

            public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

            public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => inner.WriteRead(writeBuffer, readBuffer);
        }
    }
}
