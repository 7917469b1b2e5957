using EdgeTwin.StructuralHealth.Corrosion;

namespace EdgeTwin.StructuralHealth.Tests.Corrosion;

public sealed class ResistivityTests
{
    /// <summary>RILEM TC 154-EMC: 100, 50 and 10 kOhm cm; Langford and Broomfield: 20, 10 and 5 kOhm cm.</summary>
    [Theory]
    [InlineData(150, CorrosionRisk.Negligible, CorrosionRate.Low)]
    [InlineData(100, CorrosionRisk.Negligible, CorrosionRate.Low)]
    [InlineData(99, CorrosionRisk.Low, CorrosionRate.Low)]
    [InlineData(49, CorrosionRisk.Moderate, CorrosionRate.Low)]
    [InlineData(20, CorrosionRisk.Moderate, CorrosionRate.Moderate)]
    [InlineData(10, CorrosionRisk.High, CorrosionRate.Moderate)]
    [InlineData(7, CorrosionRisk.High, CorrosionRate.High)]
    [InlineData(4.9, CorrosionRisk.High, CorrosionRate.VeryHigh)]
    [InlineData(0, CorrosionRisk.Unknown, CorrosionRate.Unknown)]
    [InlineData(double.NaN, CorrosionRisk.Unknown, CorrosionRate.Unknown)]
    public void Of_AroundTheLimits_FollowsTheTables(double resistivity, CorrosionRisk risk, CorrosionRate rate)
    {
        Assert.Equal(risk, ResistivityClasses.RiskOf(resistivity));
        Assert.Equal(rate, ResistivityClasses.RateOf(resistivity));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(50_000)]
    public void Judge_WhatNoConcreteHas_IsRefused(double value) =>
        Assert.Throws<ArgumentException>(() => ResistivityMap.Judge(new GridMap(1, 2, new[] { 12, value })));

    [Fact]
    public void Judge_AMap_SharesCountMeasuredPointsOnly()
    {
        var result = ResistivityMap.Judge(new GridMap(1, 4, new[] { 4, 15, double.NaN, 120 }));

        Assert.Equal(3, result.Measured);
        Assert.Equal(1.0 / 3, result.ShareOf(CorrosionRisk.High), 12);
        Assert.Equal(1.0 / 3, result.ShareOf(CorrosionRate.VeryHigh), 12);
        Assert.Equal(15, result.MedianKiloOhmCentimetres);
    }
}
