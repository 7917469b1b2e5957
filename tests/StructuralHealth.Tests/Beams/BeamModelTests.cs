using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

public sealed class BeamModelTests
{
    private const double Length = 30;
    private const double Mass = 9000;
    private const double Stiffness = 4.2e10;

    /// <summary>f = n^2 pi / (2 L^2) sqrt(EI / m), shape sin(n pi x / L), modal mass m L / 2.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Modes_UniformBeam_EqualTheClosedForm(int number)
    {
        var mode = BeamModel.Uniform(Length, Mass, Stiffness).Modes(6)[number - 1];

        Expect.Close(number * number * Math.PI / (2 * Length * Length) * Math.Sqrt(Stiffness / Mass), mode.FrequencyHz, 1e-5, "frequency");
        Expect.Close(Mass * Length / 2, mode.ModalMassKg, 1e-4, "modal mass");
        var wave = number * Math.PI / Length;
        foreach (var position in new[] { 0, 0.7, 4.0, 11.3, 15, 22.22, 29.9, 30 })
        {
            var sine = Math.Sin(wave * position);
            Assert.Equal(sine, mode.Shape(position), 2e-4);
            Assert.Equal(wave * wave * sine, mode.Curvature(position), 5e-4 * wave * wave);
        }
    }

    /// <summary>Rayleigh: a small loss of stiffness lowers the squared frequency by the share of the bending energy that sits in the part.</summary>
    [Theory]
    [InlineData(10, 20, 1)]
    [InlineData(0, 10, 2)]
    [InlineData(13, 17, 3)]
    public void Modes_SlightlyWeakenedPart_EqualRayleighsPerturbation(double from, double to, int number)
    {
        const double loss = 0.002;
        var wave = number * Math.PI / Length;
        var share = ((to - from) - ((Math.Sin(2 * wave * to) - Math.Sin(2 * wave * from)) / (2 * wave))) / Length;
        var whole = BeamModel.Uniform(Length, Mass, Stiffness).Modes(number)[^1].FrequencyHz;

        var weakened = Weakened(from, to, loss).Modes(number)[^1].FrequencyHz;

        Assert.Equal(loss * share, 1 - (weakened * weakened / (whole * whole)), 0.01 * loss * share);
    }

    [Fact]
    public void Curvature_AtAStiffnessStep_KeepsTheMomentContinuous()
    {
        const double loss = 0.3;
        var beam = Weakened(10, 20, loss);
        var mode = beam.Modes(1)[0];

        var outside = mode.Curvature(10 - 1e-6) * beam.BendingStiffness(10 - 1e-6);
        var inside = mode.Curvature(10 + 1e-6) * beam.BendingStiffness(10 + 1e-6);

        Expect.Close(outside, inside, 1e-5, "moment");
        Expect.Close(1 / (1 - loss), mode.Curvature(10 + 1e-6) / mode.Curvature(10 - 1e-6), 1e-5, "jump of the curvature");
    }

    /// <summary>The exact frequency equation of a beam whose left half is stiffer, by transfer matrices, solved by bisection.</summary>
    [Fact]
    public void Modes_TwoHalves_EqualTheTransferMatrixSolution()
    {
        var beam = new BeamModel(Mass, [new(0, 15, Stiffness), new(15, 30, 0.5 * Stiffness)], 120);

        var modes = beam.Modes(3);

        foreach (var mode in modes)
        {
            var low = TransferDeterminant(mode.FrequencyHz * 0.9995);
            var high = TransferDeterminant(mode.FrequencyHz * 1.0005);
            Assert.True(low * high < 0, $"no root of the frequency equation within 0.05 % of {mode.FrequencyHz} Hz");
        }
    }

    [Fact]
    public void MomentInfluence_MidSpan_IsAQuarterOfTheSpan()
    {
        var beam = BeamModel.Uniform(Length, Mass, Stiffness);
        Assert.Equal(Length / 4, beam.MomentInfluence(15, 15), 12);
        Assert.Equal(beam.MomentInfluence(8, 21), beam.MomentInfluence(21, 8), 12);
        Assert.Equal(0, beam.MomentInfluence(15, -0.1));
        Assert.Equal(0, beam.MomentInfluence(15, 30.1));
    }

    [Fact]
    public void StrainInfluence_WeakenedPart_RisesByTheLostStiffness()
    {
        var whole = BeamModel.Uniform(Length, Mass, Stiffness).StrainInfluence(15, 12, 0.8);
        Expect.Close(7.5 * 12 / 15 * 0.8 / Stiffness, whole, 1e-12, "strain per newton");
        Expect.Close(whole / 0.8, Weakened(10, 20, 0.2).StrainInfluence(15, 12, 0.8), 1e-12, "strain per newton");
    }

    [Fact]
    public void Constructor_GapBetweenSegments_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new BeamModel(Mass, [new(0, 10, Stiffness), new(11, 30, Stiffness)]));
        Assert.Contains("from 11 m", error.Message, StringComparison.Ordinal);
    }

    private static BeamModel Weakened(double from, double to, double loss)
    {
        var segments = new List<BeamSegment>();
        if (from > 0)
            segments.Add(new BeamSegment(0, from, Stiffness));
        segments.Add(new BeamSegment(from, to, (1 - loss) * Stiffness));
        segments.Add(new BeamSegment(to, Length, Stiffness));
        return new BeamModel(Mass, segments);
    }

    /// <summary>Deflection and moment at the right support for unit slope and unit shear at the left one; zero determinant at a natural frequency.</summary>
    private static double TransferDeterminant(double frequencyHz)
    {
        var first = Transfer([0, 1, 0, 0], frequencyHz);
        var second = Transfer([0, 0, 0, 1], frequencyHz);
        return (first[0] * second[2]) - (first[2] * second[0]);
    }

    private static double[] Transfer(double[] state, double frequencyHz)
    {
        foreach (var stiffness in new[] { Stiffness, 0.5 * Stiffness })
        {
            // State: deflection, slope, curvature times EI, its derivative, along the free vibration EI w'''' = m (2 pi f)^2 w.
            var b = Math.Pow(Mass * Math.Pow(2 * Math.PI * frequencyHz, 2) / stiffness, 0.25);
            var (sine, cosine, sinh, cosh) = (Math.Sin(b * 15), Math.Cos(b * 15), Math.Sinh(b * 15), Math.Cosh(b * 15));
            double[] k = [(cosh + cosine) / 2, (sinh + sine) / (2 * b), (cosh - cosine) / (2 * b * b), (sinh - sine) / (2 * b * b * b)];
            var (w, slope, curvature, third) = (state[0], state[1], state[2] / stiffness, state[3] / stiffness);
            var b4 = b * b * b * b;
            state =
            [
                (k[0] * w) + (k[1] * slope) + (k[2] * curvature) + (k[3] * third),
                (b4 * k[3] * w) + (k[0] * slope) + (k[1] * curvature) + (k[2] * third),
                stiffness * ((b4 * k[2] * w) + (b4 * k[3] * slope) + (k[0] * curvature) + (k[1] * third)),
                stiffness * ((b4 * k[1] * w) + (b4 * k[2] * slope) + (b4 * k[3] * curvature) + (k[0] * third)),
            ];
        }

        return state;
    }
}
