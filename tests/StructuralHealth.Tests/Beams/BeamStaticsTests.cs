using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

/// <summary>Against formulas for continuous beams as steel design manuals table them.</summary>
public sealed class BeamStaticsTests
{
    private const double Span = 10;
    private const double Stiffness = 2e9;
    private const double Load = 4e4;

    private static BeamModel Spans(int count) => BeamModel.Continuous(5000, [.. Enumerable.Repeat((Span, Stiffness), count)], 30 * count);

    [Fact]
    public void UniformLoad_TwoAndThreeSpans_EqualsTheTables()
    {
        var two = new BeamStatics(Spans(2), new BeamLoading { UniformNPerM = Load });
        Expect.Close([0.375 * Load * Span, 1.25 * Load * Span, 0.375 * Load * Span], [.. two.ReactionsN], 1e-9, "reaction");
        Expect.Close(-Load * Span * Span / 8, two.MomentNm(Span), 1e-8, "moment over the support");
        Expect.Close(9.0 / 128 * Load * Span * Span, two.MomentNm(0.375 * Span), 1e-8, "moment in the span");
        Expect.Close(0.0054 * Load * Math.Pow(Span, 4) / Stiffness, two.DeflectionM(0.4215 * Span), 4e-3, "deflection");

        var three = new BeamStatics(Spans(3), new BeamLoading { UniformNPerM = Load });
        Expect.Close([0.4 * Load * Span, 1.1 * Load * Span, 1.1 * Load * Span, 0.4 * Load * Span], [.. three.ReactionsN], 1e-9, "reaction");
        Expect.Close(-0.1 * Load * Span * Span, three.MomentNm(2 * Span), 1e-8, "moment over the support");
        Expect.Close(0.025 * Load * Span * Span, three.MomentNm(1.5 * Span), 1e-7, "moment in the middle");
    }

    [Fact]
    public void PointLoad_WithinAnElement_EqualsTheClosedForm()
    {
        const double a = 3.137;
        const double b = Span - a;
        var state = new BeamStatics(Spans(1), new BeamLoading { PointLoads = [new(a, Load)] });
        foreach (var x in new[] { 0.5, 2.9, 3.1, 3.137 })
        {
            Expect.Close(Load * b * x * ((Span * Span) - (b * b) - (x * x)) / (6 * Span * Stiffness), state.DeflectionM(x), 1e-9, $"deflection at {x}");
            Expect.Close(Load * b * x / Span, state.MomentNm(x), 1e-9, $"moment at {x}");
        }

        Expect.Close(Load * a * 5 / Span, state.MomentNm(Span - 5), 1e-9, "moment beyond the load");
    }

    [Fact]
    public void ElasticMiddleSupport_TakesItsShareOfTheLoad()
    {
        const double spring = 3e7;
        var beam = new BeamModel(5000, [new(0, Span, Stiffness)], 40, [BeamSupport.Pinned(0), BeamSupport.Elastic(5, spring), BeamSupport.Pinned(Span)]);
        var state = new BeamStatics(beam, new BeamLoading { PointLoads = [new(5, Load)] });
        var deflection = Load / ((48 * Stiffness / Math.Pow(Span, 3)) + spring);
        Expect.Close(deflection, state.DeflectionM(5), 1e-9, "deflection");
        Expect.Close(spring * deflection, state.ReactionsN[1], 1e-9, "reaction");
    }

    [Fact]
    public void ReactionsOfSettlement_MiddleSupport_EqualTheClosedFormAndAddUpToZero()
    {
        const double settlement = 0.012;
        var unit = Stiffness * settlement / Math.Pow(Span, 3);
        var changes = BeamQuestions.ReactionsOfSettlement(Spans(2), 1, settlement);
        Expect.Close([3 * unit, -6 * unit, 3 * unit], [.. changes], 1e-8, "change");

        var elastic = new BeamModel(5000, [new(0, 2 * Span, Stiffness)], 60, [BeamSupport.Pinned(0), BeamSupport.Elastic(Span, 6 * unit / settlement), BeamSupport.Pinned(2 * Span)]);
        Expect.Close(-3 * unit, BeamQuestions.ReactionsOfSettlement(elastic, 1, settlement)[1], 1e-8, "a spring as stiff as the beam halves the change");
    }

    [Fact]
    public void InfluenceLines_TwoSpans_EqualTheClosedForms()
    {
        var beam = Spans(2);
        var moment = InfluenceLine.OfMoment(beam, Span);
        var reaction = InfluenceLine.OfReaction(beam, 1);
        foreach (var x in new[] { 0, 0.77, 4.321, 9.99 })
        {
            var r = x / Span;
            Assert.Equal(-x * (1 - (r * r)) / 4, moment.Ordinate(x), 1e-8);
            Assert.Equal(r * (3 - (r * r)) / 2, reaction.Ordinate(x), 1e-8);
            Assert.Equal(moment.Ordinate(x), moment.Ordinate((2 * Span) - x), 1e-8);
        }

        Assert.Equal(0, moment.Ordinate(-0.1));
    }

    [Fact]
    public void InfluenceLines_AnyPosition_EqualTheStaticsOfTheUnitLoad()
    {
        var beam = new BeamModel(
            5000, [new(0, 8, Stiffness), new(8, 25, 0.6 * Stiffness), new(25, 31, Stiffness)], 80,
            [BeamSupport.Pinned(0), BeamSupport.Elastic(11, 5e7), new(24, double.PositiveInfinity, 2e8)]);
        var (moment, deflection) = (InfluenceLine.OfMoment(beam, 6.03), InfluenceLine.OfDeflection(beam, 6.03));
        var reactions = Enumerable.Range(0, 3).Select(i => InfluenceLine.OfReaction(beam, i)).ToArray();
        foreach (var x in new[] { 0.4, 5.99, 6.02, 6.03, 6.1, 13, 24, 30.5 })
        {
            var state = new BeamStatics(beam, new BeamLoading { PointLoads = [new(x, 1)] });
            Assert.Equal(state.MomentNm(6.03), moment.Ordinate(x), 1e-8);
            Expect.Close(state.DeflectionM(6.03), deflection.Ordinate(x), 1e-8, $"deflection, load at {x}");
            for (var i = 0; i < 3; i++)
                Assert.Equal(state.ReactionsN[i], reactions[i].Ordinate(x), 1e-8);
        }
    }

    [Fact]
    public void Compare_WeakenedPart_LowersTheModesThatBendThere()
    {
        var beam = Spans(1);
        var changes = BeamQuestions.Compare(beam, BeamQuestions.Weakened(beam, 4.5, 5.5, 0.3), 2);
        Assert.InRange(changes[0].Relative, -0.06, -0.02);
        Assert.InRange(changes[1].Relative, -0.01, -0.0005);
    }
}
