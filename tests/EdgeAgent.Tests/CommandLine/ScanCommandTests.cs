using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary>The scan of simulated stations with broken and foreign chips, through the real command line.</summary>
public sealed class ScanCommandTests
{
    [Fact]
    public async Task Scan_OneMissingOneWrongOneUnknown_SaysTheRightWordsForEach()
    {
        using var station = new BrokenStation(
            [BrokenStation.Fault("acc-2", SimulatedFault.Unplugged), BrokenStation.Fault("acc-3", SimulatedFault.WrongIdentity)],
            [BrokenStation.Unknown(0x3C)]);

        var run = await station.RunAsync("scan");

        Assert.Equal((ExitCode.NotAsConfigured, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"spidev0\.0 +acc-1 \(adxl355\) +known +answers as configured \(identity AD 1D ED", run.Output);
        Assert.Matches(@"spidev0\.1 +acc-2 \(adxl355\) +missing +.*only ones came back", run.Output);
        Assert.Contains("-> Check 3.3 V and ground at the chip, then the MISO and chip select (CS) wires", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"spidev0\.2 +acc-3 \(adxl355\) +conflict +.*got 52E212", run.Output);
        Assert.Matches(@"i2c-1 address 0x3C +- +unknown +something answers that no kind of this program knows", run.Output);
        Assert.Contains("Not as configured: 1 known, 1 missing, 1 conflict, 1 unknown.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_StationAsConfigured_ReturnsZero()
    {
        using var station = new BrokenStation();

        var run = await station.RunAsync("scan");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("Every sensor is as configured: 3 known.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ChipAtAnotherChipSelect_SaysThatItMoved()
    {
        using var station = new BrokenStation(
            [BrokenStation.Fault("acc-2", SimulatedFault.Unplugged)], [BrokenStation.Known("adxl355", bus: 5)]);

        var run = await station.RunAsync("scan");

        Assert.Equal(ExitCode.NotAsConfigured, run.ExitCode);
        Assert.Matches(@"acc-2 \(adxl355\) +moved +nothing answers here, but adxl355 answers at spidev5\.0", run.Output);
    }

    [Fact]
    public async Task Scan_NewChip_SuggestsLinesThatTheStationFileTakes()
    {
        using var station = new BrokenStation(strangers: [BrokenStation.Known("adxl357", bus: 5)]);

        var run = await station.RunAsync("scan", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Output);
        var additions = answer.RootElement.GetProperty("additions").EnumerateArray().ToList();
        Assert.Equal(["adxl355", "adxl357"], additions.Select(addition => addition.GetProperty("kind").GetString()));
        var added = JsonSerializer.Deserialize<SensorConfiguration>(
            additions[1].GetProperty("json").GetString()!, EdgeAgent.Configuration.Reading.StationJson.Options)!;
        var grown = station.Configuration with
        {
            Sensors = [.. station.Configuration.Sensors, added],
            Simulation = station.Configuration.Simulation! with { Strangers = [] },
        };
        Assert.Empty(StationFile.Parse(StationFile.Write(grown), "grown").Errors.Select(error => error.Message));
    }

    [Fact]
    public async Task Scan_Json_HasVerdictsPlacesAndWords()
    {
        using var station = new BrokenStation([BrokenStation.Fault("acc-2", SimulatedFault.Unplugged)]);

        var run = await station.RunAsync("scan", "--json");

        using var answer = JsonDocument.Parse(run.Output);
        Assert.False(answer.RootElement.GetProperty("asConfigured").GetBoolean());
        Assert.Equal("command", answer.RootElement.GetProperty("source").GetString());
        var missing = Assert.Single(answer.RootElement.GetProperty("places").EnumerateArray(), place => place.GetProperty("sensorId").GetString() == "acc-2");
        Assert.Equal("missing", missing.GetProperty("verdict").GetString());
        Assert.Equal("spi", missing.GetProperty("location").GetProperty("type").GetString());
        Assert.Equal(1, missing.GetProperty("location").GetProperty("chipSelect").GetInt32());
        Assert.NotEqual("", missing.GetProperty("whatToDo").GetString());
    }

    [Fact]
    public async Task Scan_InvalidStationFile_ListsTheMistakes()
    {
        using var station = new BrokenStation();
        await File.WriteAllTextAsync(station.StationPath, "{ }");

        var run = await station.RunAsync("scan");

        Assert.Equal((ExitCode.InvalidConfiguration, ""), (run.ExitCode, run.Output));
        Assert.Contains("gateway", run.Error, StringComparison.Ordinal);
    }
}
