using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.StructuralHealth.Tests.Moisture;

public sealed class WoodMoistureTests
{
    /// <summary>Wood Handbook FPL-GTR-190, table 4-2, 21.1 and 37.8 degC, 5 to 95 % in steps of 5 %.</summary>
    private static readonly double[] s_at21 = [1.3, 2.5, 3.5, 4.5, 5.4, 6.2, 6.9, 7.7, 8.5, 9.2, 10.1, 11.0, 12.0, 13.1, 14.4, 16.0, 17.9, 20.5, 23.9];
    private static readonly double[] s_at38 = [1.2, 2.3, 3.3, 4.2, 5.0, 5.8, 6.5, 7.2, 7.9, 8.7, 9.5, 10.3, 11.2, 12.3, 13.6, 15.1, 17.0, 19.5, 22.9];

    /// <summary>Resistance in MOhm of Douglas-fir along the grain at 80 degF, 7 to 25 % (W. L. James, FPL-GTR-6, table 1).</summary>
    private static readonly double[] s_douglasFirMegohm = [22400, 4780, 1660, 630, 265, 120, 60, 33, 18.6, 11.2, 7.1, 4.6, 3.09, 2.14, 1.51, 1.10, 0.79, 0.60, 0.46];

    [Fact]
    public void Percent_TableOfTheWoodHandbook_IsMetToATenth()
    {
        for (var step = 0; step < s_at21.Length; step++)
        {
            Assert.Equal(s_at21[step], EquilibriumMoisture.Percent(21.1, 5 * (step + 1)), 0.11);
            Assert.Equal(s_at38[step], EquilibriumMoisture.Percent(37.8, 5 * (step + 1)), 0.11);
        }
    }

    [Theory]
    [InlineData(20, 101)]
    [InlineData(20, -1)]
    [InlineData(200, 50)]
    public void Percent_WhatAirCannotBe_Throws(double temperature, double humidity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EquilibriumMoisture.Percent(temperature, humidity));

    [Fact]
    public void Of_TableOfDouglasFir_IsMetWithinThreeQuartersOfAPoint()
    {
        for (var step = 0; step < s_douglasFirMegohm.Length; step++)
        {
            var reading = ResistanceMoisture.Of(1e6 * s_douglasFirMegohm[step], 26.7);
            Assert.Equal(7 + step, reading.Percent, 0.75);
            Assert.True(reading.IsReliable);
        }
    }

    [Fact]
    public void Of_AboveFibreSaturation_IsMarkedUnreliable() => Assert.False(ResistanceMoisture.Of(50_000, 20).IsReliable);

    [Fact]
    public void Of_OpenCircuit_IsNoNumber() => Assert.True(double.IsNaN(ResistanceMoisture.Of(double.PositiveInfinity, 20).Percent));

    [Fact]
    public void Of_ShortCircuit_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ResistanceMoisture.Of(1, 20));

    [Fact]
    public void Of_WarmerWoodOfTheSameResistance_IsDrier() =>
        Assert.True(ResistanceMoisture.Of(5e6, 30).Percent < ResistanceMoisture.Of(5e6, 5).Percent);

    [Theory]
    [InlineData(12, ServiceClass.Class1)]
    [InlineData(12.1, ServiceClass.Class2)]
    [InlineData(20, ServiceClass.Class2)]
    [InlineData(20.1, ServiceClass.Class3)]
    public void OfMoisture_LimitsOfTheEurocode_Hold(double moisture, ServiceClass expected) => Assert.Equal(expected, ServiceClasses.OfMoisture(moisture));

    [Theory]
    [InlineData(60, 60, ServiceClass.Class1)]
    [InlineData(80, 60, ServiceClass.Class2)]
    [InlineData(90, 60, ServiceClass.Class3)]
    public void OfClimate_TenWetWeeksOfAYear_DecideTheClass(double wet, double dry, ServiceClass expected)
    {
        var climate = Climates.Hourly(53 * 168, hour => 15, hour => hour < 10 * 168 ? wet + (0.1 * (hour % 7)) : dry - (0.1 * (hour % 7)));

        var result = ServiceClasses.OfClimate(climate);

        Assert.Equal(expected, result.Class);
        Assert.False(result.IsProvisional);
    }

    [Fact]
    public void OfClimate_FourMonths_IsProvisional() =>
        Assert.True(ServiceClasses.OfClimate(Climates.Hourly(17 * 168, hour => 15, hour => 50 + (hour % 7))).IsProvisional);
}
