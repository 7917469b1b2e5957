using System.Text.Json;
using EdgeTwin.SensorDrivers.Ads1115;

namespace EdgeTwin.SensorDrivers.Tests.Ads1115;

public sealed class MoistureCurveTests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x48);

    // FPL-GTR-6, table 1: megohm at 80 degF.
    [Theory]
    [InlineData("douglasFir", 22_400, 7)]
    [InlineData("douglasFir", 120, 12)]
    [InlineData("douglasFir", 2.14, 20)]
    [InlineData("douglasFir", 0.46, 25)]
    [InlineData("sitkaSpruce", 44, 14)]
    [InlineData("longleafPine", 1_320, 10)]
    [InlineData("whiteOak", 7.2, 16)]
    [InlineData("redOak", 4.6, 18)]
    public void MoisturePercent_ForestProductsLaboratoryTable_Agrees(string species, double mohm, double percent) =>
        Assert.Equal(percent, new WoodResistance(species).MoisturePercent(Math.Log10(mohm)), 1e-9);

    [Fact]
    public void Species_All_HaveNineteenFallingResistances()
    {
        Assert.All(WoodSpecies.Names, species =>
        {
            var mohm = WoodSpecies.Mohm(species);
            Assert.Equal(19, mohm.Length);
            Assert.All(mohm.Zip(mohm.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        });
    }

    // VTT Publications 420 (Forsen and Tarvainen, 2000), abstract: corrections are about 0.1 to 0.15 percent units per degree;
    // makers of meters print half a percent for every 5 degrees.
    [Theory]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(18)]
    public void Correct_TenDegreesColder_RaisesTheReadingAsIndependentMeasurementsSay(double readingPercent)
    {
        var perDegree = (WoodCurve.Correct(readingPercent, 10, 20) - WoodCurve.Correct(readingPercent, 20, 20)) / 10;

        Assert.InRange(perDegree, 0.08, 0.15);
    }

    [Fact]
    public void Correct_AtTheReferenceTemperature_ChangesNothing() => Assert.Equal(15.5, WoodCurve.Correct(15.5, 26.7, 26.7), 1e-12);

    // The equation as published, by hand: (15 + 0.567 - 0.26 + 0.0051) / (0.881 * 1.0056^10).
    [Fact]
    public void PfaffGarrahan_ByHand_Agrees() => Assert.Equal(16.4355, WoodCurve.PfaffGarrahan(15, 10), 1e-3);

    [Fact]
    public void WoodCurve_LogAmplifier_TurnsVoltsIntoMegohm()
    {
        // 1 V at 1 megohm and 0.5 V a decade: 120 megohm (12 % in Douglas fir) is 1 + 0.5 log10 120 = 2.0396 V.
        var curve = new WoodCurve(new WoodResistance("douglasFir"), 1, 0.5, 26.7);

        Assert.Equal(12, curve.Percent(2.03959), 1e-3);
        Assert.Equal(2.03959, curve.Volts(12), 1e-4);
        Assert.True(curve.Covers(2));
        Assert.False(curve.Covers(0.5));
    }

    [Fact]
    public void WoodResistance_Coefficients_InvertTheirEquation()
    {
        var wood = new WoodResistance(-0.04, 1.05);
        var logMohm = Math.Pow(10, -0.04 * 15 + 1.05) - 1;

        Assert.Equal(15, wood.MoisturePercent(logMohm), 1e-9);
        Assert.Equal(20, wood.ReferenceC);
    }

    [Fact]
    public void WaterContent_Points_AreJoinedStraightAndShiftedByTemperature()
    {
        var curve = WaterContentCurve.Through([1.0, 2.0, 3.0], [50, 20, 0], -1.5);

        Assert.Equal(33.5, curve.Percent(1.5), 1e-9);
        Assert.Equal(8.5, curve.Percent(2.5), 1e-9);
        Assert.Equal(-1.5, curve.Percent(3.5), 1e-9);
        Assert.Equal(1.5, curve.Volts(33.5), 1e-9);
    }

    [Fact]
    public void WaterContent_Polynomial_IsThatOfItsCoefficients()
    {
        var curve = WaterContentCurve.Polynomial([-5, 10, 2, 0, 0, 0], 0.5, 2.5, 0);

        Assert.Equal(-5 + 10 * 1.5 + 2 * 2.25, curve.Percent(1.5), 1e-9);
        Assert.Equal(1.5, curve.Volts(curve.Percent(1.5)), 1e-9);
    }

    [Fact]
    public void Read_ThreeKindsOfProbe_EachDeliversItsTruth()
    {
        const string options = """
            { "probes": [
                { "name": "air", "input": 0 },
                { "name": "soil", "input": 1, "type": "waterContent", "points": [ { "v": 1.2, "percent": 45 }, { "v": 2.0, "percent": 20 }, { "v": 2.8, "percent": 0 } ] },
                { "name": "beam", "input": 2, "type": "woodResistance", "species": "sitkaSpruce", "temperatureC": 5, "voltsPerDecade": 0.4 } ],
              "conversionsPerSecond": 64, "simulation": { "noiseScale": 0 } }
            """;
        using var station = new StationUnderTest("ads1115", 1, Place, options, channel => _ => new double[] { 60, 12, 16 }[channel]);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(4));

        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(60, sample, 0.01f));
        Assert.All(station.Delivered.Channel(1), sample => Assert.Equal(12, sample, 0.01f));
        Assert.All(station.Delivered.Channel(2), sample => Assert.Equal(16, sample, 0.01f));
        Assert.All(station.Delivered.Status.SelectMany(status => status), status => Assert.Equal(ChannelStatus.Ok, status));
    }

    [Fact]
    public void Read_WetterThanTheCurve_DeliversItsEndMarked()
    {
        const string options = """{ "probes": [ { "name": "beam", "type": "woodResistance" } ], "simulation": { "noiseScale": 0 } }""";
        using var station = new StationUnderTest("ads1115", 1, Place, options, _ => _ => 15);
        station.Driver.Start();
        station.Chip.Script = new([new(0, long.MaxValue, EdgeTwin.SensorDrivers.Simulation.SimulatedFault.Saturated, -1)]);

        station.Run(TimeSpan.FromSeconds(3));

        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(25, sample, 1e-4f));
        Assert.All(station.Delivered.Status, status => Assert.Equal(ChannelStatus.Saturated, status[0]));
    }

    [Theory]
    [InlineData("""{ "name": "a", "type": "waterContent" }""", "points")]
    [InlineData("""{ "name": "a", "type": "waterContent", "points": [ { "v": 1, "percent": 1 }, { "v": 0.5, "percent": 2 } ] }""", "points")]
    [InlineData("""{ "name": "a", "type": "waterContent", "points": [ { "v": 1, "percent": 1 }, { "v": 2, "percent": 9 }, { "v": 3, "percent": 2 } ] }""", "points")]
    [InlineData("""{ "name": "a", "type": "waterContent", "polynomial": { "c2": 1, "c1": -2, "fromV": 0, "toV": 3 } }""", "points")]
    [InlineData("""{ "name": "a", "type": "woodResistance", "species": "plastic" }""", "species")]
    [InlineData("""{ "name": "a", "type": "woodResistance", "voltsPerDecade": 0 }""", "voltsPerDecade")]
    [InlineData("""{ "name": "a", "type": "woodResistance", "dryV": 1 }""", "dryV")]
    public void Validate_CurveThatIsNone_SaysWhatToWrite(string probe, string option)
    {
        var json = JsonDocument.Parse($$"""{ "probes": [ {{probe}} ] }""").RootElement;

        var error = Assert.Single(SensorCatalog.Find("ads1115")!.Validate(new SensorSettings("s", "ads1115", Place, 1, json)));

        Assert.Equal($"options.probes[0].{option}", error.Path);
    }
}
