using EdgeTwin.StructuralHealth.Moisture;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Moisture;

public sealed class MouldModelTests
{
    /// <summary>Hukka and Viitanen equation 2: pine at 20 degC and 97 % reaches index 1 in 1.48 weeks, at 90 % in 4.20 weeks (before the slowing near the maximum).</summary>
    [Theory]
    [InlineData(97, 1.48353)]
    [InlineData(90, 4.20195)]
    public void Step_ConstantClimateOnPine_GrowsAtThePublishedSpeed(double humidity, double weeks)
    {
        var model = new MouldModel();
        Expect.Close(1 / (weeks * 168), model.Step(20, humidity), 2e-4, "first hour");
    }

    /// <summary>Largest index at 20 degC and 97 %: 1 + 7 x - 2 x^2 with x = 17/20 (critical humidity 80 %).</summary>
    [Fact]
    public void Step_ForYears_ComesToTheLargestIndexOfTheClimate()
    {
        var model = new MouldModel();
        for (var hour = 0; hour < 20_000; hour++)
            model.Step(20, 97);
        Assert.Equal(1 + (7 * 0.85) - (2 * 0.85 * 0.85), model.Index, 0.01);
    }

    [Fact]
    public void Step_DrySpell_DeclinesAsPublished()
    {
        var model = new MouldModel(new MouldModelOptions { DeclineFactor = 1, InitialIndex = 3 });
        for (var hour = 0; hour < 6; hour++)
            model.Step(20, 50);
        Assert.Equal(3 - (6 * 0.032 / 24), model.Index, 12);
        for (var hour = 6; hour < 24; hour++)
            model.Step(20, 50);
        Assert.Equal(3 - (6 * 0.032 / 24), model.Index, 12);
        for (var hour = 24; hour < 48; hour++)
            model.Step(20, 50);
        Assert.Equal(3 - (6 * 0.032 / 24) - 0.016, model.Index, 12);
    }

    [Fact]
    public void Step_MissingHour_ChangesNothing()
    {
        var model = new MouldModel(new MouldModelOptions { InitialIndex = 2 });
        model.Step(20, 50);
        var (index, hours) = (model.Index, model.UnfavourableHours);

        model.Step(double.NaN, double.NaN);

        Assert.Equal((index, hours), (model.Index, model.UnfavourableHours));
    }

    [Fact]
    public void Restore_InTheMiddle_GoesOnAsIfNothingHadHappened()
    {
        var whole = new MouldModel();
        var first = new MouldModel();
        for (var hour = 0; hour < 500; hour++)
        {
            whole.Step(15 + (hour % 10), 70 + (hour % 30));
            first.Step(15 + (hour % 10), 70 + (hour % 30));
        }

        var second = new MouldModel();
        second.Restore(first.Index, first.UnfavourableHours);
        for (var hour = 500; hour < 1000; hour++)
            Assert.Equal(whole.Step(15 + (hour % 10), 70 + (hour % 30)), second.Step(15 + (hour % 10), 70 + (hour % 30)));
    }

    [Fact]
    public void Step_AnyClimate_StaysBetweenZeroAndSix() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var model = new MouldModel(new MouldModelOptions { Speed = (MouldSensitivity)random.Next(4), InitialIndex = 6 * random.NextDouble() });
            return Enumerable.Range(0, 2000).All(_ => model.Step((100 * random.NextDouble()) - 30, 100 * random.NextDouble()) is >= 0 and <= 6);
        }));

    [Fact]
    public void Constructor_OptionsOutOfRange_NameTheParameter()
    {
        var error = Assert.Throws<ArgumentException>(() => new MouldModel(new MouldModelOptions { DeclineFactor = 2 }));
        Assert.Contains("DeclineFactor must be from 0 to 1", error.Message, StringComparison.Ordinal);
    }
}
