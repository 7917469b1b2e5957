using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Tests.Beams;

public sealed class MovingLoadsTests
{
    private const double Length = 30;
    private const double Mass = 9000;
    private const double Stiffness = 4.2e10;
    private const double Force = 1e5;

    /// <summary>Frýba 1999, eq. 1.31 and 6.6: simply supported beam, constant force, no damping, sum over the modes.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(90)]
    public void Cross_UndampedSimpleBeam_EqualsFryba(double speed)
    {
        const int Modes = 5;
        var beam = new BeamModel(Mass, [new(0, Length, Stiffness)], 120);
        var response = MovingLoads.Cross(beam, [new(Force, 0)], [11.0], new() { SpeedMps = speed, SampleRateHz = 50, ModeCount = Modes })[0];
        var largest = response.DeflectionM.Max();
        for (var i = 0; i < response.DeflectionM.Length; i++)
        {
            var t = i / 50.0;
            var expected = 0.0;
            for (var n = 1; n <= Modes; n++)
            {
                var omega = n * n * Math.PI * Math.PI / (Length * Length) * Math.Sqrt(Stiffness / Mass);
                var driving = n * Math.PI * speed / Length;
                expected += 2 * Force / (Mass * Length) * Math.Sin(n * Math.PI * 11 / Length) / ((omega * omega) - (driving * driving))
                    * (Math.Sin(driving * t) - (driving / omega * Math.Sin(omega * t)));
            }

            Assert.Equal(expected, response.DeflectionM[i], 1e-5 * largest);
        }
    }

    [Fact]
    public void Cross_SampleRate_ChangesNothingAtCommonTimes()
    {
        var beam = BeamModel.Continuous(Mass, [(18, 2e10), (24, 2e10), (18, 2e10)], 120);
        MovingLoad[] vehicle = [new(5e4, 0), new(9e4, 4.1), new(9e4, 5.4)];
        CrossingResponse At(double rate) => MovingLoads.Cross(beam, vehicle, [30.0], new() { SpeedMps = 22, SampleRateHz = rate, DampingRatio = 0.012, FreeSeconds = 2 })[0];
        var (coarse, fine) = (At(20), At(1000));
        var (deflection, acceleration) = (fine.DeflectionM.Max(Math.Abs), fine.AccelerationMps2.Max(Math.Abs));
        for (var i = 0; i < coarse.DeflectionM.Length; i++)
        {
            Assert.Equal(fine.DeflectionM[i * 50], coarse.DeflectionM[i], 1e-9 * deflection);
            Assert.Equal(fine.AccelerationMps2[i * 50], coarse.AccelerationMps2[i], 1e-6 * acceleration);
        }
    }

    [Fact]
    public void Cross_Acceleration_IsTheSecondDifferenceOfTheDeflection()
    {
        var beam = BeamModel.Continuous(Mass, [(18, 2e10), (24, 2e10)], 80);
        var response = MovingLoads.Cross(beam, [new(Force, 0)], [25.0], new() { SpeedMps = 25, SampleRateHz = 5000, DampingRatio = 0.02 })[0];
        var largest = response.AccelerationMps2.Max(Math.Abs);
        for (var i = 1; i < response.DeflectionM.Length - 1; i++)
        {
            var second = (response.DeflectionM[i + 1] - (2 * response.DeflectionM[i]) + response.DeflectionM[i - 1]) * 25e6;
            Assert.Equal(second, response.AccelerationMps2[i], 0.01 * largest);
        }
    }

    [Fact]
    public void Cross_Crawling_GivesTheInfluenceLineOfTheMoment()
    {
        var beam = BeamModel.Continuous(Mass, [(15, Stiffness), (15, Stiffness)], 60);
        var response = MovingLoads.Cross(beam, [new(Force, 0)], [7.3], new() { SpeedMps = 0.2, SampleRateHz = 2, ModeCount = 4, DampingRatio = 0.02 })[0];
        var line = InfluenceLine.OfMoment(beam, 7.3);
        for (var i = 0; i < response.MomentNm.Length; i++)
            Assert.Equal(Force * line.Ordinate(i * 0.1), response.MomentNm[i], 2e-3 * Force * line.Ordinate(7.3));
    }

    [Fact]
    public void Cross_OutOfRange_NamesTheRange()
    {
        var beam = BeamModel.Uniform(Length, Mass, Stiffness);
        var error = Assert.Throws<ArgumentException>(() => MovingLoads.Cross(beam, [new(Force, 0)], [5.0], new() { SpeedMps = 10, SampleRateHz = 10, DampingRatio = 1 }));
        Assert.Contains("0 or more and below 1", error.Message, StringComparison.Ordinal);
    }
}
