using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Simulation;

public sealed class SimulatedBusesTests
{
    [Fact]
    public void OpenI2c_EmptyAddress_GivesLinuxsRemoteIoError()
    {
        using var device = new SimulatedBuses().OpenI2c(1, 0x44);

        var error = Assert.Throws<IOException>(() => device.Read(new byte[1]));

        Assert.Equal(121, BusErrors.FindErrno(error));
        Assert.Equal(121, error.HResult);
    }

    [Fact]
    public void OpenSpi_EmptyChipSelect_ReadsOnes()
    {
        using var device = new SimulatedBuses().OpenSpi(0, 0, SpiMode.Mode0, 1_000_000);
        var answer = new byte[4];

        device.TransferFullDuplex(new byte[4], answer);

        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], answer);
    }

    [Fact]
    public void OpenSpi_LongerThanSpidevAllows_GivesItsError()
    {
        using var device = new SimulatedBuses().OpenSpi(0, 0, SpiMode.Mode0, 1_000_000);

        var error = Assert.Throws<IOException>(() => device.TransferFullDuplex(new byte[4097], new byte[4097]));

        Assert.Equal(90, BusErrors.FindErrno(error));
    }

    [Fact]
    public void CreateSimulated_PlaceIsTaken_Refuses()
    {
        using var station = new StationUnderTest("tmp117", 1, new BusLocation(BusType.I2c, 1, 0x48));

        Assert.Throws<ArgumentException>(() => station.Kind.CreateSimulated(station.Settings, [_ => 0], station.Buses, station.Time, 1));
    }

    [Fact]
    public void CreateSimulated_WrongNumberOfSignals_SaysHowMany()
    {
        using var station = new StationUnderTest("sht4x", 1, new BusLocation(BusType.I2c, 1, 0x44));

        var error = Assert.Throws<ArgumentException>(
            () => station.Kind.CreateSimulated(station.Settings, [_ => 0], new SimulatedBuses(), station.Time, 1));
        Assert.Contains("needs 2 signals", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_SwitchedByAnotherThread_NeverYieldsAFalseSample()
    {
        using var station = new StationUnderTest("adxl355", 1000, new BusLocation(BusType.Spi, 0, 0), """{ "simulation": { "noiseScale": 0 } }""", axis => _ => axis + 1);
        using var stop = new CancellationTokenSource();
        var switching = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                station.Chip.Fault = (SimulatedFault)(i % 4);
        });

        var starts = 0;
        for (var i = 0; i < 20_000; i++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(5));
            try
            {
                station.Read();
            }
            catch (SensorException)
            {
                starts += TryStart(station.Driver) ? 1 : 0;
            }
        }

        await stop.CancelAsync();
        await switching;
        Assert.True(starts > 0);
        for (var axis = 0; axis < 3; axis++)
            Assert.All(Enumerable.Range(0, (int)station.Delivered.Samples), i => Assert.Equal(axis + 1, station.Delivered.Channel(axis)[i], 1e-3f));
    }

    private static bool TryStart(ISensorDriver driver)
    {
        try
        {
            driver.Start();
            return true;
        }
        catch (SensorException)
        {
            return false;
        }
    }
}
