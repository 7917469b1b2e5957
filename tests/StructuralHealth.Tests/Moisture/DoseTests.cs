using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.StructuralHealth.Tests.Moisture;

public sealed class DoseTests
{
    /// <summary>The reference climate of the model, 90 % and 20 degC, is one day of dose a day by definition; the published pieces join within 0.01.</summary>
    [Theory]
    [InlineData(20, 90, 1)]
    [InlineData(20, 60, -0.5)]
    [InlineData(20, 67.5, -0.225)]
    [InlineData(0, 95, -0.5)]
    [InlineData(10, 90, 0.5987)]
    [InlineData(10, 60, -0.2994)]
    [InlineData(30, 60, -0.5)]
    public void OfDay_PublishedPieces_Hold(double temperature, double humidity, double expected) =>
        Assert.Equal(expected, MouldDose.OfDay(temperature, humidity), 1e-4);

    [Fact]
    public void Series_DryDays_NeverGoBelowZero()
    {
        var dose = MouldDose.Series(Climates.Hourly(240, hour => 20, hour => (hour < 120 ? 90 : 40) + (0.01 * (hour % 3))));

        Assert.Equal(10, dose.Length);
        Assert.Equal(5, dose[4], 0.05);
        Assert.Equal(2.5, dose[9], 0.05);
    }

    [Theory]
    [InlineData(30, 30, 1)]
    [InlineData(35, 40, 1)]
    [InlineData(15, 30, 0.25)]
    [InlineData(30, 15, 0.5)]
    [InlineData(40, -3, 0)]
    public void DecayOfDay_PublishedPieces_Hold(double moisture, double temperature, double expected) =>
        Assert.Equal(expected, DecayDose.OfDay(moisture, temperature), 12);
}
