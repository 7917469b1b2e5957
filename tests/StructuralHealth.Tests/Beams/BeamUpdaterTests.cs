using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

public sealed class BeamUpdaterTests
{
    private static readonly double[] s_truth = [0.85, 1.1, 0.7];
    private static readonly double[] s_sensorsM = [3, 8, 13, 18, 23, 28, 33];
    private static readonly BeamModel s_start = new(
        8000, [new(0, 12, 2e10), new(12, 24, 2e10), new(24, 36, 2e10)], 36, [BeamSupport.Pinned(0), BeamSupport.Pinned(16), BeamSupport.Pinned(36)]);

    private static readonly BeamParameter[] s_segments =
        [.. Enumerable.Range(0, 3).Select(i => new BeamParameter(BeamQuantity.SegmentStiffness, i, double.PositiveInfinity))];

    [Fact]
    public void Update_ExactFrequencies_FindsTheTruth()
    {
        var result = BeamUpdater.Update(s_start, s_segments, Measure(5, 1e-4, 0, null));
        for (var i = 0; i < 3; i++)
            Assert.Equal(s_truth[i], result.Parameters[i].Factor, 1e-5);
        Assert.All(result.Modes, mode => Assert.Equal(mode.Measured.FrequencyHz, mode.AfterHz, 1e-6 * mode.AfterHz));
        Assert.All(result.Parameters, p => Assert.Equal(Identifiability.Identified, p.Identifiability));
    }

    /// <summary>Nine of ten intervals hold: of 180 that is 162, give or take 4 (binomial, one standard deviation); 0.3 % noise, two shapes.</summary>
    [Fact]
    public void Update_NoisyFrequenciesAndShapes_StatesIntervalsThatCover()
    {
        var random = new Random(20);
        var held = 0;
        for (var repeat = 0; repeat < 60; repeat++)
        {
            var result = BeamUpdater.Update(s_start, s_segments, Measure(5, 3e-3, 0.02, random), new() { ModelDeviation = 0 });
            for (var i = 0; i < 3; i++)
                held += s_truth[i] >= result.Parameters[i].Low && s_truth[i] <= result.Parameters[i].High ? 1 : 0;
        }

        Assert.InRange(held, 148, 178);
    }

    [Fact]
    public void Update_SymmetricBeamFromFrequencies_SaysThatTheHalvesAreNotIdentified()
    {
        var beam = new BeamModel(8000, [new(0, 15, 2e10), new(15, 30, 2e10)], 30);
        var weak = new BeamModel(8000, [new(0, 15, 1.6e10), new(15, 30, 2e10)], 30).Modes(3);
        BeamParameter[] halves = [new(BeamQuantity.SegmentStiffness, 0), new(BeamQuantity.SegmentStiffness, 1)];
        var measured = weak.Select((m, i) => new MeasuredMode(i + 1, m.FrequencyHz, 1e-3 * m.FrequencyHz)).ToArray();

        var result = BeamUpdater.Update(beam, halves, measured);
        Assert.All(result.Parameters, p => Assert.NotEqual(Identifiability.Identified, p.Identifiability));
        Assert.All(result.Parameters, p => Assert.True(p.Low < 0.9 && p.High > 1, $"{p.Low} to {p.High} is too sure"));

        BeamParameter[] free = [.. halves.Select(h => h with { PriorDeviation = double.PositiveInfinity })];
        var refused = BeamUpdater.Update(beam, free, measured);
        Assert.Null(refused.Beam);
        Assert.Contains("apart", refused.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_StiffnessAndMassFromFrequencies_RefusesWithoutAPrior()
    {
        BeamParameter[] both = [new(BeamQuantity.Stiffness, 0, double.PositiveInfinity), new(BeamQuantity.Mass, 0, double.PositiveInfinity)];
        Assert.Null(BeamUpdater.Update(s_start, both, Measure(4, 1e-3, 0, null)).Beam);
        var known = BeamUpdater.Update(s_start, [both[0], both[1] with { PriorDeviation = 0.05 }], Measure(4, 1e-3, 0, null));
        Assert.NotNull(known.Beam);
        Assert.Equal(Identifiability.NotIdentified, known.Parameters[1].Identifiability);
    }

    [Fact]
    public void Update_MoreParametersThanData_RefusesWithBothNumbers()
    {
        var refusal = BeamUpdater.Update(s_start, s_segments, Measure(2, 1e-3, 0, null)).Refusal;
        Assert.Contains("3 parameters", refusal, StringComparison.Ordinal);
        Assert.Contains("2 measured", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_MisfitBeyondTheDeviations_WidensTheIntervals()
    {
        var measured = Measure(5, 1e-4, 0, null);
        measured[1] = measured[1] with { FrequencyHz = measured[1].FrequencyHz * 1.03 };
        var result = BeamUpdater.Update(s_start, [new(BeamQuantity.Stiffness, 0, double.PositiveInfinity)], measured);
        Assert.InRange(result.Inflation, 2, 50);
        Assert.True(result.Parameters[0].High / result.Parameters[0].Low > 1.02, "the interval hides that the model does not fit");
    }

    [Fact]
    public void Update_SupportSpringsAndPosition_FindsTheTruth()
    {
        BeamModel Beam(double spring, double place) => new(
            8000, [new(0, 30, 2e10)], 40, [BeamSupport.Pinned(0), BeamSupport.Elastic(place, spring), BeamSupport.Pinned(30)]);
        var measured = Beam(7e7, 12.6).Modes(4).Select((m, i) => new MeasuredMode(i + 1, m.FrequencyHz, 1e-4 * m.FrequencyHz)).ToArray();
        BeamParameter[] unknown = [new(BeamQuantity.SupportDeflection, 1, 1), new(BeamQuantity.SupportPosition, 1, 0.3)];
        var updated = BeamUpdater.Update(Beam(5e7, 12), unknown, measured, new() { ModelDeviation = 1e-4 }).Beam!;
        Expect.Close(7e7, updated.Supports[1].DeflectionStiffnessNPerM, 2e-3, "spring");
        Expect.Close(12.6, updated.Supports[1].PositionM, 2e-3, "position");
    }

    private static MeasuredMode[] Measure(int count, double deviation, double shapeDeviation, Random? random)
    {
        double Noise() => random is null ? 0 : Signals.Gaussian(random);
        var truth = new BeamModel(8000, [.. s_start.Segments.Zip(s_truth, (s, f) => s with { BendingStiffnessNm2 = s.BendingStiffnessNm2 * f })], 36, s_start.Supports);
        return [.. truth.Modes(count).Select((mode, i) =>
        {
            var measured = new MeasuredMode(i + 1, mode.FrequencyHz * (1 + (deviation * Noise())), deviation * mode.FrequencyHz);
            if (shapeDeviation == 0 || i > 1)
                return measured;
            var largest = s_sensorsM.Max(x => Math.Abs(mode.Shape(x)));
            return measured with
            {
                Shape = [.. s_sensorsM.Select(x => new ShapeOrdinate(x, mode.Shape(x) + (shapeDeviation * largest * Noise())))],
                ShapeDeviation = shapeDeviation,
            };
        })];
    }

    /// <summary>A spring that is rigid already: no frequency says how rigid.</summary>
    [Fact]
    public void Update_FreeParameterWithoutInfluence_IsNotCalledIdentified()
    {
        var beam = new BeamModel(8000, [new(0, 30, 2e10)], 40, [BeamSupport.Pinned(0), BeamSupport.Elastic(30, 1e13)]);
        var measured = beam.Modes(3).Select((m, i) => new MeasuredMode(i + 1, m.FrequencyHz, 1e-3 * m.FrequencyHz)).ToArray();

        var result = BeamUpdater.Update(beam, [new(BeamQuantity.SupportDeflection, 1, double.PositiveInfinity)], measured);

        Assert.Equal(Identifiability.NotIdentified, Assert.Single(result.Parameters).Identifiability);
    }
}
