using EdgeTwin.StructuralHealth.Beams;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

/// <summary>What holds of every beam: equilibrium, reciprocity (Maxwell), and that taking stiffness away raises no frequency (Rayleigh).</summary>
public sealed class BeamPropertyTests
{
    [Fact]
    public void Statics_AnyBeam_IsInEquilibriumAndReciprocal() => Prop.ForAll(Beams(), seed =>
    {
        var random = new Random(seed);
        var beam = Beam(random);
        var (a, b) = (random.NextDouble() * beam.LengthM, random.NextDouble() * beam.LengthM);
        var at = new BeamStatics(beam, new BeamLoading { PointLoads = [new(a, 1e5)] });
        var other = new BeamStatics(beam, new BeamLoading { PointLoads = [new(b, 1e5)] });
        var largest = Math.Max(Math.Abs(at.DeflectionM(a)), Math.Abs(other.DeflectionM(b)));
        return Math.Abs(at.ReactionsN.Sum() - 1e5) < 0.1 && Math.Abs(at.DeflectionM(b) - other.DeflectionM(a)) < 1e-6 * largest;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Weakened_AnyPart_RaisesNoFrequency() => Prop.ForAll(Beams(), seed =>
    {
        var random = new Random(seed);
        var beam = Beam(random);
        var from = random.NextDouble() * 0.8 * beam.LengthM;
        var changes = BeamQuestions.Compare(beam, BeamQuestions.Weakened(beam, from, from + (0.15 * beam.LengthM), 0.5 * random.NextDouble()), 3);
        // Another mesh has another error, of at most 1e-5.
        return changes.All(change => change.Relative < 2e-5);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<int> Beams() => Gen.Choose(0, 1_000_000).ToArbitrary();

    private static BeamModel Beam(Random random)
    {
        var spans = 1 + random.Next(3);
        var segments = new List<BeamSegment>();
        var supports = new List<BeamSupport> { random.Next(2) == 0 ? BeamSupport.Pinned(0) : new(0, double.PositiveInfinity, 1e9) };
        for (var span = 0; span < spans; span++)
        {
            var from = supports[^1].PositionM;
            var to = from + 8 + (20 * random.NextDouble());
            segments.Add(new BeamSegment(from, to, 1e10 * (0.5 + random.NextDouble())));
            supports.Add(random.Next(3) == 0 ? BeamSupport.Elastic(to, 1e8) : BeamSupport.Pinned(to));
        }

        return new BeamModel(7000, segments, 40 * spans, supports);
    }
}
