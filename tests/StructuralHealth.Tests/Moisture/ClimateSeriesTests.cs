using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.StructuralHealth.Tests.Moisture;

public sealed class ClimateSeriesTests
{
    [Theory]
    [InlineData(100.4, "from 0 to 100")]
    [InlineData(-0.2, "from 0 to 100")]
    public void Create_HumidityOutsideItsRange_IsRefused(double humidity, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => Climates.Hourly(100, hour => 10, hour => hour == 50 ? humidity : 80 + (0.1 * (hour % 5))));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("hour 50", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_StuckAtZero_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Climates.Hourly(100, hour => 10, hour => hour > 60 ? 0 : 80 + (0.1 * (hour % 5))));
        Assert.Contains("stays at 0 %", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_StuckAtAnotherValue_IsRefusedButFogIsNot()
    {
        Assert.Throws<ArgumentException>(() => Climates.Hourly(200, hour => 10, hour => 73.2));
        Assert.Equal(200, Climates.Hourly(200, hour => 10, hour => 100).Hours);
    }

    [Fact]
    public void Create_SlightlyAboveSaturation_IsTakenOnlyWhereAllowed()
    {
        Assert.Equal(100, Climates.Hourly(10, hour => 10, hour => 101.5, new ClimateCheckOptions { SaturationTolerancePct = 2 }).RelativeHumidityPct[3]);
    }

    [Theory]
    [InlineData(-70)]
    [InlineData(120)]
    public void Create_TemperatureNoBridgeHas_IsRefused(double temperature) =>
        Assert.Throws<ArgumentException>(() => Climates.Hourly(10, hour => temperature, hour => 80));

    [Fact]
    public void Create_TooManyGaps_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Climates.Hourly(100, hour => 10, hour => hour is > 20 and < 60 ? double.NaN : 80 + (0.1 * (hour % 5))));
        Assert.Contains("have no value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_AShortGap_IsBridgedAndALongOneIsNot()
    {
        var climate = Climates.Hourly(100, hour => 0.5 * hour, hour => hour is 10 or 11 or (>= 50 and < 54) ? double.NaN : 80 + (0.1 * (hour % 5)));

        Assert.Equal(5, climate.TemperatureDegC[10], 9);
        Assert.Equal(4, climate.MissingHours);
        Assert.True(double.IsNaN(climate.TemperatureDegC[51]));
    }

    [Fact]
    public void Create_TenMinuteValues_AreInterpolatedToFullHours()
    {
        double[] times = [0.25, 0.75, 1.25, 2.25];
        var climate = ClimateSeries.Create(times, [0, 2, 4, 8], [50, 52, 54, 58]);

        Assert.Equal(1, climate.FirstHour);
        Assert.Equal([3.0, 7.0], climate.TemperatureDegC);
        Assert.Equal([53.0, 57.0], climate.RelativeHumidityPct);
    }

    [Fact]
    public void Create_TimesThatDoNotRise_AreRefused() =>
        Assert.Throws<ArgumentException>(() => ClimateSeries.Create([0, 1, 1, 2], [1, 1, 1, 1], [50, 50, 50, 50]));
}
