using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class StationFileTests
{
    [Fact]
    public void Parse_ValidFile_GivesItsValues()
    {
        var result = StationText.Parse(StationText.Valid);

        Assert.Empty(result.Errors);
        Assert.True(result.IsValid);
        var station = result.Configuration;
        Assert.Equal("county", station.Gateway.Owner);
        Assert.Equal(30, station.Structure.Spans[0].LengthM);
        Assert.Equal(new BusLocation(BusType.Spi, 0, 1), station.Sensors[1].Bus);
        Assert.Equal("vertical", station.Sensors[0].Mounting.Directions["z"]);
        Assert.Equal(new CalibrationConfiguration(1.01, 0), station.Sensors[0].Calibration["z"]);
        Assert.Equal(5, station.Rules[1].DropPercent);
        Assert.Null(station.Rules[1].Above);
    }

    [Fact]
    public void Parse_AbsentSections_TakeTheDefaultsOfTheRecords()
    {
        var station = StationText.Parse(StationText.Valid).Configuration!;

        Assert.Equal(new WindowConfiguration(), station.Windows);
        Assert.Equal(new ModelConfiguration().BaselineWindows, station.Model.BaselineWindows);
        Assert.Equal(new StoreConfiguration(), station.Store);
        Assert.Equal(new TwinLaneConfiguration(), station.Sync.Twin);
        Assert.Equal(AlarmSeverity.Warning, station.Rules[0].Severity);
        Assert.Empty(station.Sensors[1].Calibration);
        Assert.Empty(station.Sensors[1].Mounting.Directions);
        Assert.Null(station.Simulation);
    }

    [Theory]
    [InlineData("\"0x44\"", 0x44)]
    [InlineData("\"0X45\"", 0x45)]
    [InlineData("70", 0x46)]
    public void Parse_I2cAddress_IsTakenAsHexadecimalTextOrNumber(string written, int expected)
    {
        var text = StationText.With("\"kind\": \"adxl357\"", "\"kind\": \"sht4x\"")
            .Replace("{ \"type\": \"spi\", \"bus\": 0, \"chipSelect\": 1 }", $"{{ \"type\": \"i2c\", \"bus\": 1, \"address\": {written} }}", StringComparison.Ordinal)
            .Replace("\"sampleRateHz\": 500", "\"sampleRateHz\": 1", StringComparison.Ordinal);

        var result = StationText.Parse(text);

        Assert.Empty(result.Errors);
        Assert.Equal(new BusLocation(BusType.I2c, 1, expected), result.Configuration!.Sensors[1].Bus);
    }

    [Fact]
    public void Parse_ChipOnTheWrongBus_SaysWhereItCanBe()
    {
        var result = StationText.Parse(StationText.With(
            "{ \"type\": \"spi\", \"bus\": 0, \"chipSelect\": 1 }", "{ \"type\": \"i2c\", \"bus\": 1, \"address\": 29 }"));

        var error = Assert.Single(result.Errors);
        Assert.Equal(("sensors[1].bus.type", "write \"spi\" with bus and chipSelect"), (error.Path, error.Fix));
    }

    /// <summary>Each row: what is replaced, by what, the path of the one mistake, words of the message.</summary>
    [Theory]
    [InlineData("\"owner\": \"county\"", "\"owner\": \"county roads\"", "gateway.owner", "letters, digits")]
    [InlineData("\"owner\": \"county\"", "\"owner\": \"a/b\"", "gateway.owner", "letters, digits")]
    [InlineData("\"owner\": \"county\", ", "", "gateway.owner", "is missing")]
    [InlineData("\"owner\": \"county\"", "\"ownr\": \"county\"", "gateway.ownr", "did you mean 'owner'?")]
    [InlineData("\"windows\": {", "\"windwos\": {", "windwos", "did you mean 'windows'?")]
    [InlineData("\"seconds\": 60", "\"seconds\": 0", "windows.seconds", "a whole number from 1 to 86400 s")]
    [InlineData("\"seconds\": 60", "\"seconds\": \"60\"", "windows.seconds", "is the text \"60\"")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60.5", "windows.seconds", "a whole number")]
    [InlineData("\"seconds\": 60", "\"seconds\": null", "windows.seconds", "is null")]
    [InlineData("\"seconds\": 60", "\"seconds\": 1e400", "windows.seconds", "a whole number")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"latenessSeconds\": 61", "windows.latenessSeconds", "longer than a window")]
    [InlineData("\"lengthM\": 30", "\"lengthM\": -30", "structure.spans[0].lengthM", "above 0")]
    [InlineData("\"fromM\": 15, \"toM\": 30", "\"fromM\": 15, \"toM\": 31", "structure.spans[0].members[1].toM", "30, the length of span-1")]
    [InlineData("\"fromM\": 15, \"toM\": 30", "\"fromM\": 14, \"toM\": 30", "structure.spans[0].members[1]", "overlaps 'west'")]
    [InlineData("\"fromM\": 15, \"toM\": 30", "\"fromM\": 25, \"toM\": 25", "structure.spans[0].members[1].toM", "not beyond fromM")]
    [InlineData("\"id\": \"east\"", "\"id\": \"WEST\"", "structure.spans[0].members[1].id", "as is structure.spans[0].members[0].id")]
    [InlineData("\"id\": \"acc-2\"", "\"id\": \"acc-1\"", "sensors[1].id", "as is sensors[0].id")]
    [InlineData("\"kind\": \"adxl357\"", "\"kind\": \"adxl356\"", "sensors[1].kind", "did you mean 'adxl355' or 'adxl357'?")]
    [InlineData("\"kind\": \"adxl357\"", "\"kind\": \"thermocouple\"", "sensors[1].kind", "the kinds are: ")]
    [InlineData("\"chipSelect\": 1 }", "\"chipSelect\": 0 }", "sensors[1].bus", "where 'acc-1' (sensors[0]) is already")]
    [InlineData("\"chipSelect\": 1 }", "\"chipSelect\": 99 }", "sensors[1].bus.chipSelect", "from 0 to 31")]
    [InlineData("\"type\": \"spi\", \"bus\": 0, \"chipSelect\": 1", "\"bus\": 0, \"chipSelect\": 1", "sensors[1].bus.type", "\"spi\", \"i2c\"")]
    [InlineData("\"sampleRateHz\": 500", "\"sampleRateHz\": 501", "sensors[1].sampleRateHz", "write one of")]
    [InlineData("\"sampleRateHz\": 500", "\"sampleRateHz\": 500, \"options\": { \"rangeG\": 3 }", "sensors[1].options.rangeG", "write one of 10, 20, 40")]
    [InlineData("\"sampleRateHz\": 500", "\"sampleRateHz\": 500, \"options\": { \"range\": 10 }", "sensors[1].options.range", "is not known here")]
    [InlineData("\"member\": \"east\"", "\"member\": \"eats\"", "sensors[1].mounting.member", "did you mean 'east'?")]
    [InlineData("\"positionM\": 22.5", "\"positionM\": 14.9", "sensors[1].mounting.positionM", "a number from 15 to 30")]
    [InlineData("\"x\": \"longitudinal\"", "\"w\": \"longitudinal\"", "sensors[0].mounting.directions.w", "is no channel of this sensor")]
    [InlineData("\"x\": \"longitudinal\"", "\"x\": \"-vertical\"", "sensors[0].mounting.directions.z", "as channel x is")]
    [InlineData("\"x\": \"longitudinal\"", "\"x\": \"upwards\"", "sensors[0].mounting.directions.x", "\"-longitudinal\"")]
    [InlineData("\"z\": { \"factor\": 1.01 }", "\"q\": { \"factor\": 1.01 }", "sensors[0].calibration.q", "is no channel of this sensor")]
    [InlineData("\"factor\": 1.01", "\"factor\": 0", "sensors[0].calibration.z.factor", "turn every value into 0")]
    [InlineData("\"welchSegmentSeconds\": 8", "\"welchSegmentSeconds\": 61", "features.welchSegmentSeconds", "longer than a window")]
    [InlineData("\"lowHz\": 1, \"highHz\": 20", "\"lowHz\": 20, \"highHz\": 1", "features.bands[0].highHz", "not above lowHz")]
    [InlineData("\"lowHz\": 1, \"highHz\": 20", "\"lowHz\": 1, \"highHz\": 250", "features.bands[0].highHz", "write a number below 250")]
    [InlineData("\"lowHz\": 1, \"highHz\": 20", "\"lowHz\": 1, \"highHz\": 1.1", "features.bands[0]", "resolve 0.125 Hz")]
    [InlineData("\"lowHz\": 2, \"highHz\": 5", "\"lowHz\": 2, \"highHz\": 500", "features.modes[0].highHz", "write a number below 500")]
    [InlineData("\"channels\": [\"acc-1.z\"]", "\"channels\": [\"acc-1.q\"]", "features.modes[0].channels[0]", "did you mean")]
    [InlineData("\"channels\": [\"acc-1.z\"]", "\"channels\": [\"acc-1.z\", \"acc-2.z\"]", "features.modes[0].channels[1]", "unlike acc-1.z")]
    [InlineData("\"channels\": [\"acc-1.z\"]", "\"channels\": []", "features.modes[0].channels", "is empty")]
    [InlineData("\"span\": \"span-1\"", "\"span\": \"span-2\"", "features.modes[0].span", "did you mean 'span-1'?")]
    [InlineData("\"channels\": [\"acc-1.z\"] }", "\"channels\": [\"acc-1.z\"] }, { \"name\": \"Mode-1\", \"span\": \"span-1\", \"lowHz\": 5, \"highHz\": 9, \"channels\": [\"acc-1.z\"] }", "features.modes[1].name", "as is features.modes[0].name")]
    [InlineData("\"channels\": [\"acc-1.z\"] }", "\"channels\": [\"acc-1.z\"] }, { \"name\": \"mode-1\", \"span\": \"span-1\", \"lowHz\": 5, \"highHz\": 9, \"channels\": [\"acc-1.z\"] }", "features.modes[1].name", "as is features.modes[0].name")]
    [InlineData("acc-1.z/peak", "acc-1.z/peek", "rules[0].feature", "did you mean 'acc-1.z/peak'?")]
    [InlineData("acc-1.z/peak", "acc-1.z/luminance", "rules[0].feature", "the features of acc-1.z are: ")]
    [InlineData("span-1/mode-1-frequency", "span-1/mode-2-frequency", "rules[1].feature", "did you mean 'span-1/mode-1-frequency'?")]
    [InlineData("\"above\": 5", "\"above\": 50", "rules[0].above", "never exceeds")]
    [InlineData("\"above\": 5", "\"below\": 0", "rules[0].below", "never falls below 0")]
    [InlineData("\"above\": 5", "\"above\": 5, \"below\": 1", "rules[0]", "exactly one of above, below, dropPercent")]
    [InlineData(", \"above\": 5", "", "rules[0]", "has none of above, below, dropPercent")]
    [InlineData("\"above\": 5", "\"above\": 5, \"severity\": \"Critical\"", "rules[0].severity", "did you mean 'critical'?")]
    [InlineData("\"above\": 5", "\"above\": 5, \"persistenceWindows\": 0", "rules[0].persistenceWindows", "from 1 to 10000")]
    [InlineData("\"hysteresis\": 1", "\"hysteresis\": 5", "rules[1].hysteresis", "could never return")]
    [InlineData("\"windows\": {", "\"model\": { \"baselineWindows\": 0 }, \"windows\": {", "rules[1].dropPercent", "needs a baseline")]
    [InlineData("\"windows\": {", "\"model\": { \"features\": [\"acc-9*\"] }, \"windows\": {", "model.features[0]", "matches no feature")]
    [InlineData("\"windows\": {", "\"simulation\": {}, \"windows\": {", "structure.spans[0].beam", "the simulated bridge needs the beam")]
    [InlineData("\"port\": 1883", "\"port\": 65536", "sync.broker.port", "from 1 to 65535")]
    [InlineData("\"port\": 1883", "\"password\": \"secret\"", "sync.broker.password", "passwordFile")]
    [InlineData("\"port\": 1883", "\"caFile\": \"ca.pem\"", "sync.broker.caFile", "\"tls\": true")]
    [InlineData("\"port\": 1883", "\"tls\": true, \"clientKeyFile\": \"k.pem\"", "sync.broker.clientKeyFile", "stands without clientCertificateFile")]
    [InlineData("\"port\": 1883", "\"passwordFile\": \"p\"", "sync.broker.passwordFile", "stands without username")]
    [InlineData("\"host\": \"127.0.0.1\"", "\"host\": \"mqtt://127.0.0.1\"", "sync.broker.host", "without mqtt://")]
    [InlineData("127.0.0.1:8480", "localhost", "page.listen", "write an IP address and a port")]
    [InlineData("\"page\": {", "\"windows\": {}, \"page\": {", "windows", "a second time (first in line 34)")]
    public void Parse_OneMistake_IsReportedOnceByPathWithItsFix(string passage, string replacement, string path, string words)
    {
        var result = StationText.Parse(StationText.With(passage, replacement));

        Assert.False(result.IsValid);
        var error = Assert.Single(result.Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FiveMistakes_AreAllListedInTheOrderOfTheFileWithTheirLines()
    {
        var text = StationText.Valid
            .Replace("\"lengthM\": 30", "\"lengthM\": \"30\"", StringComparison.Ordinal)
            .Replace("\"sampleRateHz\": 500", "\"sampleRateHz\": 700", StringComparison.Ordinal)
            .Replace("\"welchSegmentSeconds\"", "\"welchSegmentsSecond\"", StringComparison.Ordinal)
            .Replace("\"above\": 5", "\"above\": 5, \"severity\": \"bad\"", StringComparison.Ordinal)
            .Replace("127.0.0.1:8480", "everywhere", StringComparison.Ordinal);

        var errors = StationText.Parse(text).Errors;

        string[] paths = ["structure.spans[0].lengthM", "sensors[1].sampleRateHz", "features.welchSegmentsSecond", "rules[0].severity", "page.listen"];
        string[] passages = ["\"lengthM\"", "\"sampleRateHz\": 700", "welchSegmentsSecond", "\"bad\"", "everywhere"];
        Assert.Equal(paths, errors.Select(error => error.Path));
        Assert.Equal(passages.Select(passage => StationText.LineOf(text, passage)), errors.Select(error => error.Line));
    }

    [Fact]
    public void Parse_AddressOnSpi_SaysWhatBelongsThere()
    {
        var errors = StationText.Parse(StationText.With("\"chipSelect\": 1 }", "\"address\": 1 }")).Errors;

        Assert.Equal(["sensors[1].bus.address", "sensors[1].bus.chipSelect"], errors.Select(error => error.Path));
        Assert.Contains("chosen by chipSelect", errors[0].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BrokenSensor_IsNotHeldAgainstWhatRefersToIt()
    {
        var result = StationText.Parse(StationText.With("\"kind\": \"adxl355\"", "\"kind\": \"adxl3555x\""));

        Assert.Equal("sensors[0].kind", Assert.Single(result.Errors).Path);
    }

    [Fact]
    public void Parse_SensorWithUnusableId_IsNotHeldAgainstWhatRefersToIt()
    {
        var result = StationText.Parse(StationText.With("\"id\": \"acc-1\"", "\"id\": \"acc 1\""));

        Assert.Equal("sensors[0].id", Assert.Single(result.Errors).Path);
    }

    [Fact]
    public void Parse_ReversedChannel_KeepsItsReach()
    {
        var result = StationText.Parse(StationText.With("\"z\": \"vertical\"", "\"z\": \"-vertical\""));

        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Parse_MoreMistakesThanAPersonReads_CountsTheRest()
    {
        var keys = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"\"unknown-key-{i}\": 1"));

        var errors = StationText.Parse(StationText.With("\"windows\": {", $"{keys}, \"windows\": {{")).Errors;

        Assert.Equal(201, errors.Count);
        Assert.Contains("800 more mistakes", errors[^1].Problem, StringComparison.Ordinal);
    }
}
