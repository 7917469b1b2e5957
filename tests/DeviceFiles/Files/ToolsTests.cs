using System.Diagnostics;
using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>The technician's own tools on our device files: what i2c-tools see is what is there.</summary>
public sealed class ToolsTests : IDisposable
{
    private const int Bus = 25;

    private readonly SimulatedBuses _buses = new();
    private readonly BusDeviceFile _file;

    public ToolsTests()
    {
        foreach (var kind in new[] { "tmp117", "ina226" })
        {
            var item = ContractCase.Of(kind);
            var settings = item.Build().Settings with { Location = item.Location with { Bus = Bus } };
            SensorCatalog.Find(kind)!.CreateSimulated(
                settings, [.. item.Truth.Select(value => (SimulatedSignal)(_ => value))], _buses, TimeProvider.System, seed: 1);
        }

        _file = BusDeviceFile.I2c(Bus, SimulatedFarEnd.OfI2c(_buses, Bus));
    }

    [Fact]
    public void I2cdetect_TwoChipsOnTheBus_ShowsTheirAddressesAndNoOther()
    {
        var rows = Run("i2cdetect", "-y", $"{Bus}").Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal));

        var found = rows.SelectMany(row => row[(row.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cell => cell != "--");

        Assert.Equal(["40", "49"], found);
    }

    // INA226 data sheet: manufacturer 0x5449 at 0xFE, high byte first; an SMBus word has its low byte first.
    [Fact]
    public void I2cget_WordOfTheManufacturer_IsTexasInstruments() =>
        Assert.Equal("0x4954", Run("i2cget", "-y", $"{Bus}", "0x40", "0xfe", "w").Trim());

    [Fact]
    public void I2cget_EmptyAddress_Fails() => Assert.Contains("Error", Run("i2cget", "-y", $"{Bus}", "0x41", "0x00", "b"), StringComparison.Ordinal);

    // INA226 data sheet: the calibration register at 0x05 keeps what is written to it.
    [Fact]
    public void I2cset_WordOfTheCalibration_IsKept()
    {
        Run("i2cset", "-y", $"{Bus}", "0x40", "0x05", "0x3412", "w");

        Assert.Equal("0x3412", Run("i2cget", "-y", $"{Bus}", "0x40", "0x05", "w").Trim());
    }

    // TMP117 data sheet: at 0x0F four bits of revision and the device ID 0x117.
    [Fact]
    public void I2ctransfer_FourMessagesInOneCall_ReachesBothChips()
    {
        var lines = Run("i2ctransfer", "-y", $"{Bus}", "w1@0x49", "0x0f", "r2@0x49", "w1@0x40", "0xfe", "r2@0x40");

        Assert.Matches("^0x[0-9a-f]1 0x17\n0x54 0x49\n$", lines);
    }

    public void Dispose() => _file.Dispose();

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.GetAwaiter().GetResult();
    }
}
