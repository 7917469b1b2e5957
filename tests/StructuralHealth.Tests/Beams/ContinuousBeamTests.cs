using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

/// <summary>Eigenvalues βl from R. D. Blevins, Formulas for Natural Frequency and Mode Shape, 1979, tables 8-1 and 8-3 (roots of the frequency equations to more digits).</summary>
public sealed class ContinuousBeamTests
{
    private const double Span = 12;
    private const double Mass = 7500;
    private const double Stiffness = 3e9;

    public static TheoryData<string, double[]> Textbook() => new()
    {
        { "pinned-pinned", [Math.PI, 2 * Math.PI, 3 * Math.PI] },
        { "clamped-clamped", [4.730040745, 7.853204624, 10.995607838] },
        { "clamped-free", [1.875104069, 4.694091133, 7.854757438] },
        { "clamped-pinned", [3.926602312, 7.068582746, 10.210176122] },
        { "two spans", [Math.PI, 3.926602312, 2 * Math.PI, 7.068582746] },
        { "three spans", [Math.PI, 3.5564, 4.2975, 2 * Math.PI, 6.7076, 7.4295] },
    };

    [Theory]
    [MemberData(nameof(Textbook))]
    public void Modes_TextbookBeam_EqualTheTabledEigenvalues(string beam, double[] eigenvalues)
    {
        var modes = Beam(beam).Modes(eigenvalues.Length);
        for (var i = 0; i < eigenvalues.Length; i++)
        {
            var expected = eigenvalues[i] * eigenvalues[i] / (2 * Math.PI * Span * Span) * Math.Sqrt(Stiffness / Mass);
            Expect.Close(expected, modes[i].FrequencyHz, beam == "three spans" ? 4e-5 : 1e-5, $"{beam}, mode {i + 1}");
        }
    }

    [Fact]
    public void Modes_OfManySpans_AreOrthogonalInTheMass()
    {
        var beam = BeamModel.Continuous(Mass, [(9, Stiffness), (14, 0.7 * Stiffness), (11, 1.3 * Stiffness), (8, Stiffness), (12, Stiffness)], 240);
        var modes = beam.Modes(12);
        const int Steps = 9_000;
        for (var a = 0; a < modes.Count; a += 3)
        {
            for (var b = a + 1; b < modes.Count; b++)
            {
                var overlap = Enumerable.Range(1, Steps - 1).Sum(i => modes[a].Shape(beam.LengthM * i / Steps) * modes[b].Shape(beam.LengthM * i / Steps)) * beam.LengthM / Steps * Mass;
                Assert.True(Math.Abs(overlap) < 1e-4 * Math.Sqrt(modes[a].ModalMassKg * modes[b].ModalMassKg), $"modes {a + 1} and {b + 1} overlap by {overlap}");
            }
        }
    }

    [Fact]
    public void Modes_StiffRotationSprings_ApproachTheClamp()
    {
        BeamModel Sprung(double spring) => new(Mass, [new(0, Span, Stiffness)], 60, [new(0, double.PositiveInfinity, spring), new(Span, double.PositiveInfinity, spring)]);
        Expect.Close(Beam("clamped-clamped").Modes(1)[0].FrequencyHz, Sprung(1e16).Modes(1)[0].FrequencyHz, 1e-6, "frequency");
        Expect.Close(Beam("pinned-pinned").Modes(1)[0].FrequencyHz, Sprung(1).Modes(1)[0].FrequencyHz, 1e-6, "frequency");
    }

    [Fact]
    public void Modes_RigidBeamOnSprings_BouncesAsAMass()
    {
        const double spring = 1e5;
        var beam = new BeamModel(Mass, [new(0, Span, 1e11)], 60, [BeamSupport.Elastic(0, spring), BeamSupport.Elastic(Span, spring)]);
        var modes = beam.Modes(2);
        Expect.Close(Math.Sqrt(2 * spring / (Mass * Span)) / (2 * Math.PI), modes[0].FrequencyHz, 1e-3, "bounce");
        Expect.Close(Math.Sqrt(6 * spring / (Mass * Span)) / (2 * Math.PI), modes[1].FrequencyHz, 1e-3, "pitch");
    }

    [Fact]
    public void Constructor_OneHinge_RefusesBecauseTheBeamTurns()
    {
        var error = Assert.Throws<ArgumentException>(() => new BeamModel(Mass, [new(0, Span, Stiffness)], 60, [BeamSupport.Pinned(3)]));
        Assert.Contains("fall or turn", error.Message, StringComparison.Ordinal);
    }

    private static BeamModel Beam(string name)
    {
        var clamp = BeamSupport.Clamped(0);
        BeamModel One(params BeamSupport[] supports) => new(Mass, [new(0, Span, Stiffness)], 60, supports);
        return name switch
        {
            "pinned-pinned" => BeamModel.Uniform(Span, Mass, Stiffness),
            "clamped-clamped" => One(clamp, BeamSupport.Clamped(Span)),
            "clamped-free" => One(clamp),
            "clamped-pinned" => One(clamp, BeamSupport.Pinned(Span)),
            "two spans" => BeamModel.Continuous(Mass, [(Span, Stiffness), (Span, Stiffness)], 120),
            _ => BeamModel.Continuous(Mass, [(Span, Stiffness), (Span, Stiffness), (Span, Stiffness)], 180),
        };
    }
}
