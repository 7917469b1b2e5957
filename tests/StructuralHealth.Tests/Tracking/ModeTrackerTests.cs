using System.Numerics;
using EdgeTwin.StructuralHealth.Modal;
using EdgeTwin.StructuralHealth.Tracking;

namespace EdgeTwin.StructuralHealth.Tests.Tracking;

public sealed class ModeTrackerTests
{
    private static readonly Complex[] s_bending = [0.5, 1, 0.5];
    private static readonly Complex[] s_torsion = [1, 0, -1];

    [Fact]
    public void Update_TwoModesWhoseFrequenciesCross_KeepTheirNumbersByShape()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { Confirmations = 1 });
        for (var step = 0; step <= 20; step++)
        {
            var bending = Mode(3.0 + (0.01 * step), s_bending);
            var torsion = Mode(3.2 - (0.01 * step), s_torsion);
            var frame = tracker.Update(step % 2 == 0 ? [bending, torsion] : [torsion, bending]);
            Assert.Same(bending, frame.Modes.Single(observation => observation.Id == 1).Mode);
            Assert.Same(torsion, frame.Modes.Single(observation => observation.Id == 2).Mode);
        }
    }

    [Fact]
    public void Update_ModeThatIsMissingForAWhile_IsRecognisedAgain()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { Confirmations = 1 });
        tracker.Update([Mode(3, s_bending), Mode(5, s_torsion)]);
        for (var step = 0; step < 50; step++)
        {
            var frame = tracker.Update([Mode(5, s_torsion)]);
            Assert.Null(frame.Modes[0].Mode);
            Assert.True(double.IsNaN(frame.Modes[0].Mac));
        }

        var back = tracker.Update([Mode(3.05, s_bending)]);
        Assert.Equal(3.05, back.Modes[0].Mode!.FrequencyHz);
        Assert.Equal(2, tracker.References.Count);
    }

    [Fact]
    public void Update_NewMode_IsBornOnlyAfterConfirmationAndTellsWhereItWasSeenBefore()
    {
        var tracker = new ModeTracker();
        Assert.Empty(tracker.Update([Mode(3, s_bending)]).Modes);
        Assert.Empty(tracker.Update([]).Modes);
        Assert.Equal(3.01, Assert.Single(tracker.Update([Mode(3.01, s_bending)]).Candidates).FrequencyHz);
        var frame = tracker.Update([Mode(3.02, s_bending)]);
        Assert.Equal(1, Assert.Single(frame.Modes).Id);
        Assert.Equal([(1, 3, 3.0), (1, 1, 3.01)], frame.Earlier.Select(sighting => (sighting.Id, sighting.RecordsBefore, sighting.Mode.FrequencyHz)));
    }

    [Fact]
    public void Update_SpuriousModeSeenTwice_IsForgotten()
    {
        var tracker = new ModeTracker();
        tracker.Update([Mode(8, s_torsion)]);
        tracker.Update([Mode(8, s_torsion)]);
        for (var step = 0; step < 4; step++)
            Assert.Empty(tracker.Update([]).Modes);
        Assert.Empty(tracker.References);
    }

    [Fact]
    public void Update_SlowDrift_MovesTheReferenceBehindItAndAJumpIsNotFollowed()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { Confirmations = 1 });
        for (var step = 0; step < 100; step++)
            Assert.NotNull(tracker.Update([Mode(3 - (0.003 * step), s_bending)]).Modes[0].Mode);
        Assert.InRange(tracker.References[0].FrequencyHz, 2.70, 2.74);
        Assert.Null(tracker.Update([Mode(2.3, s_bending)]).Modes[0].Mode);
    }

    [Fact]
    public void Update_ShapeWithAnyComplexFactor_HasTheSameMac()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { Confirmations = 1 });
        tracker.Update([Mode(3, s_bending)]);
        var turned = tracker.Update([Mode(3, [.. s_bending.Select(component => component * new Complex(-2, 3))])]);
        Assert.Equal(1, turned.Modes[0].Mac, 1e-12);
        Assert.Equal(1, ModeShape.Mac(s_bending, [.. tracker.References[0].Shape]), 1e-12);
    }

    [Fact]
    public void Update_MachinesLineOnAMode_TakesNoPart()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { Confirmations = 1 });
        tracker.Update([Mode(3, s_bending)]);
        var frame = tracker.Update([Mode(3, s_bending) with { Harmonic = new HarmonicCheck(true, 1.5) }]);
        Assert.Null(frame.Modes[0].Mode);
        Assert.Single(frame.Harmonics);
    }

    [Fact]
    public void Update_AfterARestartFromItsReferences_GoesOnAsIfNothingHappened()
    {
        var options = new ModeTrackerOptions();
        var whole = new ModeTracker(options);
        var restarted = new ModeTracker(options);
        for (var step = 0; step < 12; step++)
        {
            IdentifiedMode[] modes = [Mode(3 + (0.005 * step), s_bending), .. step % 3 == 0 ? [] : new[] { Mode(5, s_torsion) }];
            restarted = new ModeTracker(options, restarted.References);
            Assert.Equal(whole.Update(modes).Modes, restarted.Update(modes).Modes);
        }
    }

    [Fact]
    public void Update_MoreModesThanTracks_ReportsTheRestAndFollowsNone()
    {
        var tracker = new ModeTracker(new ModeTrackerOptions { TracksMaximum = 1 });
        Assert.Equal(2, tracker.Update([Mode(3, s_bending), Mode(5, s_torsion)]).Candidates.Count);
        Assert.Single(tracker.References);
    }

    [Fact]
    public void Create_OptionOutOfRange_NamesItAndTheRange()
    {
        var error = Assert.Throws<ArgumentException>(() => new ModeTracker(new ModeTrackerOptions { MacMinimum = 1.5 }));
        Assert.Contains("MacMinimum is 1.5; permitted is 0 to 1", error.Message, StringComparison.Ordinal);
    }

    private static IdentifiedMode Mode(double frequencyHz, Complex[] shape) => new()
    {
        FrequencyHz = frequencyHz,
        FrequencyStdHz = 0.01,
        DampingRatio = 0.01,
        DampingStd = 0.001,
        Shape = shape,
        ShapeStd = new double[shape.Length],
        NormalisedShape = shape,
        PhaseCollinearity = 1,
        MeanPhaseDeviationDegrees = 0,
        Stability = 1,
    };
}
