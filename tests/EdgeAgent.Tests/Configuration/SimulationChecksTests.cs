using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Tests.CommandLine;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class SimulationChecksTests
{
    [Theory]
    [InlineData("\"faults\": [{ \"sensor\": \"acc-9\", \"fault\": \"unplugged\" }]", "simulation.faults[0].sensor", "is no sensor of this file")]
    [InlineData("\"faults\": [{ \"sensor\": \"acc-1\", \"fault\": \"frozen\" }, { \"sensor\": \"acc-1\", \"fault\": \"noise\" }]", "simulation.faults[1].sensor", "has a fault already")]
    [InlineData("\"faults\": [{ \"sensor\": \"acc-1\", \"fault\": \"melted\" }]", "simulation.faults[0].fault", "wrongIdentity")]
    [InlineData("\"strangers\": [{ \"bus\": { \"type\": \"spi\", \"bus\": 0, \"chipSelect\": 1 }, \"kind\": \"adxl355\" }]", "simulation.strangers[0].bus", "there is a chip already")]
    [InlineData("\"strangers\": [{ \"bus\": { \"type\": \"spi\", \"bus\": 0, \"chipSelect\": 7 } }]", "simulation.strangers[0].kind", "only on I2C")]
    [InlineData("\"strangers\": [{ \"bus\": { \"type\": \"i2c\", \"bus\": 1, \"address\": \"0x48\" }, \"kind\": \"tmp171\" }]", "simulation.strangers[0].kind", "tmp117")]
    public void Parse_OneMistakeInSimulation_IsReportedByPath(string simulation, string path, string words)
    {
        var result = StationText.Parse(StationText.With("\"sync\": {", $"\"simulation\": {{ {simulation} }}, \"sync\": {{"));

        // The valid file has no beam, which a simulation needs; that is another mistake.
        var error = Assert.Single(result.Errors, error => error.Path != "structure.spans[0].beam");
        Assert.Equal(path, error.Path);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FaultsAndStrangers_AreTaken()
    {
        using var station = new BrokenStation(
            [new FaultConfiguration { Sensor = "acc-1", Fault = SimulatedFault.ClockError, Amount = 300 }], [BrokenStation.Unknown(0x3C)]);

        var simulation = StationFile.Load(station.StationPath).Configuration!.Simulation!;

        Assert.Equal(("acc-1", SimulatedFault.ClockError, 300), (simulation.Faults[0].Sensor, simulation.Faults[0].Fault, simulation.Faults[0].Amount));
        Assert.Equal(0x3C, Assert.Single(simulation.Strangers).Bus.Address);
    }
}
