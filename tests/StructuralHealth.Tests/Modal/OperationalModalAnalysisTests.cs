using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class OperationalModalAnalysisTests
{
    private static readonly ModalAnalysisOptions s_small = new() { OrderMaximum = 30, HankelColumnsMaximum = 80, LowFrequencyHz = 1, HighFrequencyHz = 10 };

    [Theory]
    [InlineData(DeviationMethod.Jackknife)]
    [InlineData(DeviationMethod.Perturbation)]
    public void Analyze_ManySimulatedRecords_StatesDeviationsThatCoverTheTruth(DeviationMethod method)
    {
        var (covered, cases) = (0, 0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(SimulatedStructure.Acceleration(240, seed)), s_small with { Deviations = method });
            Assert.Null(analysis.Refusal);
            Assert.InRange(analysis.Modes.Count, 3, 4);
            for (var mode = 0; mode < 3; mode++)
            {
                var found = analysis.Modes.MinBy(candidate => Math.Abs(candidate.FrequencyHz - SimulatedStructure.FrequencyHz[mode]))!;
                Assert.Equal(SimulatedStructure.FrequencyHz[mode], found.FrequencyHz, 0.03);
                Assert.False(found.Harmonic.IsHarmonic);
                Assert.True(found.FrequencyDomain.Mac > 0.9);
                covered += Math.Abs(found.FrequencyHz - SimulatedStructure.FrequencyHz[mode]) <= 1.96 * found.FrequencyStdHz ? 1 : 0;
                covered += Math.Abs(found.DampingRatio - SimulatedStructure.DampingRatio[mode]) <= 1.96 * found.DampingStd ? 1 : 0;
                cases += 2;
            }
        }

        Assert.InRange((double)covered / cases, 0.8, 0.99);
    }

    [Fact]
    public void Analyze_MachinesLineAmongModes_MarksTheLineAndOnlyIt()
    {
        var channels = SimulatedStructure.Acceleration(400, seed: 3);
        SimulatedStructure.AddLine(channels, 4.6);
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small);
        var lines = analysis.Modes.Where(mode => mode.Harmonic.IsHarmonic).ToArray();
        Assert.Equal(4.6, Assert.Single(lines).FrequencyHz, 0.01);
        Assert.InRange(lines[0].Harmonic.Kurtosis, 1.45, 1.7);
        foreach (var frequencyHz in SimulatedStructure.FrequencyHz)
            Assert.Contains(analysis.Modes, mode => !mode.Harmonic.IsHarmonic && Math.Abs(mode.FrequencyHz - frequencyHz) < 0.05);
    }

    [Fact]
    public void Analyze_VelocityBesideAcceleration_GivesTheSameShapeAsAccelerationAlone()
    {
        var channels = SimulatedStructure.Acceleration(300, seed: 4);
        var velocity = new double[channels[0].Length];
        for (var index = 1; index < velocity.Length; index++)
            velocity[index] = (0.999 * velocity[index - 1]) + ((channels[1][index] + channels[1][index - 1]) / (2 * SimulatedStructure.RateHz));
        var both = new ModalRecord(
            [channels[0], velocity, channels[2], channels[3]],
            SimulatedStructure.RateHz,
            [MotionQuantity.Acceleration, MotionQuantity.Velocity, MotionQuantity.Acceleration, MotionQuantity.Acceleration]);
        var expected = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small).Modes;
        var actual = OperationalModalAnalysis.Analyze(both, s_small).Modes;
        foreach (var mode in expected.Where(mode => SimulatedStructure.FrequencyHz.Any(frequencyHz => Math.Abs(frequencyHz - mode.FrequencyHz) < 0.05)))
        {
            var same = actual.MinBy(candidate => Math.Abs(candidate.FrequencyHz - mode.FrequencyHz))!;
            Assert.True(same.PhaseCollinearity > 0.98, $"At {mode.FrequencyHz:F2} Hz the collinearity is {same.PhaseCollinearity:F3}.");
            Assert.True(ModeShape.Mac([.. mode.Shape], [.. same.Shape]) > 0.99, $"At {mode.FrequencyHz:F2} Hz the shapes differ.");
        }
    }

    [Fact]
    public void Analyze_RecordOfFewCycles_IsRefusedAsTooShort()
    {
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(SimulatedStructure.Acceleration(40, seed: 1)), s_small);
        Assert.Equal(ModalRefusalKind.TooShort, analysis.Refusal!.Kind);
        Assert.Contains("40.0 cycles", analysis.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains("50 are needed", analysis.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(analysis.Modes);
    }

    [Fact]
    public void Analyze_ChannelThatLacksTooManySamples_IsRefusedAndNamed()
    {
        var channels = SimulatedStructure.Acceleration(100, seed: 1);
        channels[2].AsSpan(500, 300).Fill(double.NaN);
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small);
        Assert.Equal(ModalRefusalKind.TooManyGaps, analysis.Refusal!.Kind);
        Assert.Contains("channel 3 lacks 7.5 %", analysis.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_ManyScatteredGaps_IsRefusedForItsShortStretches()
    {
        var channels = SimulatedStructure.Acceleration(240, seed: 1);
        for (var index = 40; index < channels[0].Length; index += 100)
            channels[1].AsSpan(index, 4).Fill(double.NaN);
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small);
        Assert.Equal(ModalRefusalKind.TooManyGaps, analysis.Refusal!.Kind);
    }

    [Fact]
    public void Analyze_FewGaps_FindsTheSameModes()
    {
        var channels = SimulatedStructure.Acceleration(300, seed: 2);
        channels[0].AsSpan(3000, 40).Fill(double.NaN);
        channels[3][8000] = double.NaN;
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small);
        Assert.Null(analysis.Refusal);
        foreach (var frequencyHz in SimulatedStructure.FrequencyHz)
            Assert.Contains(analysis.Modes, mode => Math.Abs(mode.FrequencyHz - frequencyHz) < 0.03);
    }

    [Fact]
    public void Analyze_ConstantChannel_IsRefusedAndNamed()
    {
        var channels = SimulatedStructure.Acceleration(100, seed: 1);
        Array.Fill(channels[1], 9.81);
        var analysis = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels), s_small);
        Assert.Equal(ModalRefusalKind.DeadChannel, analysis.Refusal!.Kind);
        Assert.Contains("channel 2", analysis.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_OptionOutOfRange_NamesItAndTheRange()
    {
        var record = SimulatedStructure.Record(SimulatedStructure.Acceleration(60, seed: 1));
        var error = Assert.Throws<ArgumentException>(() => OperationalModalAnalysis.Analyze(record, new ModalAnalysisOptions { HighFrequencyHz = 17 }));
        Assert.Contains("HighFrequencyHz is 17; permitted is above 0 up to 16", error.Message, StringComparison.Ordinal);
    }

    [RecordingFact]
    public void Analyze_SteelFrameWithOneChannelTwoSamplesLate_IsRefusedAndNamed()
    {
        var columns = Recording.Read("frame-oma", "setup_04.csv.gz").Channels;
        ModalRecord Shifted(int samples) => new(
            [.. columns.Select(column => (ReadOnlyMemory<double>)Array.ConvertAll(column.Value, sample => (double)sample).AsMemory(20 + (column.Key == "vel_02_mps" ? 0 : samples), column.Value.Length - 40))],
            256,
            [.. columns.Keys.Select(name => name.StartsWith("vel", StringComparison.Ordinal) ? MotionQuantity.Velocity : MotionQuantity.Acceleration)],
            [.. columns.Keys]);
        Assert.Null(OperationalModalAnalysis.Analyze(Shifted(0)).Refusal);
        var late = OperationalModalAnalysis.Analyze(Shifted(2)).Refusal!;
        Assert.Equal(ModalRefusalKind.NotSynchronous, late.Kind);
        Assert.StartsWith("vel_02_mps runs 7.5", late.Message, StringComparison.Ordinal);
        Assert.Contains("ms behind", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_WhiteNoise_HasNoMode()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            double[][] channels = [.. Enumerable.Range(0, 4).Select(channel => Array.ConvertAll(Signals.Noise(30000, 1, (10 * seed) + channel), value => (double)value))];
            Assert.Empty(OperationalModalAnalysis.Analyze(SimulatedStructure.Record(channels)).Modes);
        }
    }

    /// <summary>Three modes are in the record. Before, six others came with them on average.</summary>
    [Fact]
    public void Analyze_SimulatedStructure_InventsHardlyAnyMode()
    {
        var invented = 0;
        for (var seed = 1; seed <= 6; seed++)
        {
            var modes = OperationalModalAnalysis.Analyze(SimulatedStructure.Record(SimulatedStructure.Acceleration(600, seed))).Modes;
            Assert.All(SimulatedStructure.FrequencyHz, truth => Assert.Contains(modes, mode => Math.Abs(mode.FrequencyHz - truth) < 0.05));
            invented += modes.Count - SimulatedStructure.FrequencyHz.Length;
        }

        Assert.InRange(invented, 0, 8);
    }

    /// <summary>A stay cable has less than 0.1 % of damping and still swells and fades with the wind.</summary>
    [Fact]
    public void Analyze_ModeOfHardlyAnyDamping_IsNoMachinesLine()
    {
        const int rateHz = 10;
        double[] motion = Array.ConvertAll(Signals.Mode(3 * 3600 * rateHz, rateHz, 2, 0.0006, 5), value => (double)value);
        var rms = Math.Sqrt(motion.Average(value => value * value));
        double[][] channels = [.. Enumerable.Range(0, 3).Select(channel =>
            Signals.Noise(motion.Length, 0.1f, channel).Zip(motion, (noise, value) => noise + (value / rms)).ToArray())];
        var analysis = OperationalModalAnalysis.Analyze(new ModalRecord([.. channels.Select(channel => (ReadOnlyMemory<double>)channel)], rateHz));
        var mode = Assert.Single(analysis.Modes, found => Math.Abs(found.FrequencyHz - 2) < 0.01);
        Assert.InRange(mode.DampingRatio, 0.0003, 0.001);
        Assert.False(mode.Harmonic.IsHarmonic);
    }
}
