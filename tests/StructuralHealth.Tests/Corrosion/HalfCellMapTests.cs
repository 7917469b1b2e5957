using EdgeTwin.StructuralHealth.Corrosion;

namespace EdgeTwin.StructuralHealth.Tests.Corrosion;

public sealed class HalfCellMapTests
{
    /// <summary>ASTM C876, X1.1: more positive than -0.20 V, from -0.20 to -0.35 V, more negative than -0.35 V.</summary>
    [Theory]
    [InlineData(-199.9, CorrosionProbability.Unlikely)]
    [InlineData(-200, CorrosionProbability.Uncertain)]
    [InlineData(-350, CorrosionProbability.Uncertain)]
    [InlineData(-350.1, CorrosionProbability.Likely)]
    [InlineData(50, CorrosionProbability.Unlikely)]
    [InlineData(double.NaN, CorrosionProbability.Unknown)]
    public void Of_AroundTheLimitsOfTheStandard_FollowsItsWords(double potentialMillivolts, CorrosionProbability expected) =>
        Assert.Equal(expected, HalfCellClasses.Of(potentialMillivolts));

    [Fact]
    public void Judge_OtherElectrode_IsBroughtToCopperSulfateFirst()
    {
        var map = new GridMap(1, 2, new double[] { -130, -120 });

        var result = HalfCellMap.Judge(map, new HalfCellMapOptions { Electrode = ReferenceElectrode.Calomel });

        Assert.Equal([CorrosionProbability.Uncertain, CorrosionProbability.Unlikely], result.Classes);
        Assert.Equal(-205, result.MinimumMillivolts);
    }

    [Fact]
    public void Judge_MissingPoints_AreUnknownAndCountInNoShare()
    {
        var result = HalfCellMap.Judge(new GridMap(2, 2, new[] { -100, double.NaN, -400, -250 }));

        Assert.Equal(3, result.Measured);
        Assert.Equal(CorrosionProbability.Unknown, result.Classes[1]);
        Assert.Equal(1.0 / 3, result.LikelyShare, 12);
        Assert.Equal(1, result.LikelyShare + result.UncertainShare + result.UnlikelyShare, 12);
    }

    [Fact]
    public void Judge_ASinkInAnEvenMap_IsTheAnode()
    {
        var values = Enumerable.Repeat(-180.0, 15).ToArray();
        values[7] = -320;

        var result = HalfCellMap.Judge(new GridMap(3, 5, values), new HalfCellMapOptions { SpacingMetres = 0.5 });

        Assert.Equal([new GridPoint(1, 2, -320)], result.Anodes);
        Assert.Equal(140, result.SteepestMillivolts);
        Assert.Equal(280, result.SteepestPerMetre);
    }

    [Theory]
    [InlineData(-0.25, "volts")]
    [InlineData(-3000, "unit")]
    [InlineData(900, "sign")]
    [InlineData(280, "sign is reversed")]
    public void Judge_ValuesThatCannotBePotentialsInMillivolts_AreRefusedWithTheReason(double value, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => HalfCellMap.Judge(new GridMap(1, 2, new[] { value, value * 0.9 })));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(0, 2, 0)]
    [InlineData(1, 1, 1)]
    public void Judge_NoMapOrNothingMeasured_IsRefused(int rows, int columns, int count) =>
        Assert.Throws<ArgumentException>(() => HalfCellMap.Judge(new GridMap(rows, columns, Enumerable.Repeat(double.NaN, count).ToArray())));

    [Theory]
    [InlineData(-950, "water-saturated, without oxygen")]
    [InlineData(-500, "moist, chloride-contaminated")]
    [InlineData(-300, "moist, carbonated")]
    [InlineData(150, "dry or dry carbonated")]
    public void Of_PotentialInOneRangeOnly_NamesThatCondition(double potential, string expected) =>
        Assert.Equal(expected, Assert.Single(ConcreteCondition.Of(potential)).Name);
}
