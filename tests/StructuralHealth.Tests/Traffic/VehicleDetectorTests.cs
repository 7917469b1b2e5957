using EdgeTwin.StructuralHealth.Traffic;

namespace EdgeTwin.StructuralHealth.Tests.Traffic;

/// <summary>Against traffic simulated by traffic_vectors.py, and against a real moving load.</summary>
public sealed class VehicleDetectorTests
{
    private static readonly TrafficOptions Options = new() { GaugeDistanceM = TrafficVectors.Stored.GaugeDistanceM };

    [Theory]
    [InlineData("calibration")]
    [InlineData("traffic")]
    public void Detect_SimulatedCrossings_FindsDirectionSpeedAndAxlesOfEach(string name)
    {
        var recording = TrafficVectors.Stored.Named(name);

        var passages = Detect(recording, Options);

        Assert.Equal(recording.Truth.Length, passages.Count);
        foreach (var (passage, truth) in passages.Zip(recording.Truth))
        {
            Assert.Equal(TrafficRefusal.None, passage.Refusal);
            Assert.Equal(truth.Direction, passage.Direction.ToString());
            Assert.InRange(passage.StartSeconds - truth.StartSeconds, -0.1, 0.5);
            Assert.InRange(passage.SpeedMps / truth.SpeedMps, 0.96, 1.04);
            Assert.InRange(Math.Abs(passage.SpeedMps - truth.SpeedMps) / passage.SpeedUncertaintyMps, 0, 3.5);
            Assert.Equal(truth.AxleSpacingsM.Length, passage.AxleSpacingsM.Count);
            foreach (var (spacing, expected) in passage.AxleSpacingsM.Zip(truth.AxleSpacingsM))
                Assert.InRange(spacing - expected, -0.3, 0.3);
        }
    }

    [Fact]
    public void Detect_SimulatedCrossings_StatesUncertaintiesThatCoverTheErrors()
    {
        var errors = TrafficVectors.Stored.Recordings.Where(recording => recording.Name != "awkward").SelectMany(recording => Detect(recording, Options)
            .Zip(recording.Truth, (passage, truth) => passage.AxleSpacingsM.Zip(truth.AxleSpacingsM, (spacing, expected) => Math.Abs(spacing - expected) / passage.SpacingUncertaintyM)))
            .SelectMany(error => error).ToList();

        Assert.True(errors.Count > 25);
        Assert.InRange(errors.Count(error => error <= 2) / (double)errors.Count, 0.85, 1);
    }

    [Fact]
    public void Detect_SameVehicleAtAnySpeed_HasTheSameArea()
    {
        var recording = TrafficVectors.Stored.Named("traffic");
        double[] perKN = [.. Detect(recording, Options).Zip(recording.Truth, (passage, truth) => passage.StrainAreaMicrostrainM / truth.AxleLoadsKN.Sum())];

        Assert.All(perKN, area => Assert.InRange(area / perKN.Average(), 0.95, 1.05));
    }

    [Fact]
    public void Detect_GaugesSwapped_TurnsTheDirectionsRound()
    {
        var recording = TrafficVectors.Stored.Named("traffic");
        var there = Detect(recording, Options);

        var back = VehicleDetector.Detect(recording.SecondMicrostrain, recording.FirstMicrostrain, recording.SampleRateHz, Options);

        Assert.Equal(there.Count, back.Count);
        foreach (var (one, other) in there.Zip(back))
        {
            Assert.NotEqual(one.Direction, other.Direction);
            Assert.Equal(one.LagSeconds, -other.LagSeconds, 0.006);
            Assert.Equal(one.AxleSpacingsM.Count, other.AxleSpacingsM.Count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(3000)]
    public void Detect_NothingButMissingSamples_FindsNothing(int length)
    {
        double[] missing = [.. Enumerable.Repeat(double.NaN, length)];

        Assert.Empty(VehicleDetector.Detect(missing, missing, 100, Options));
        Assert.Empty(VehicleDetector.Detect(new double[length], missing, 100, Options));
    }

    [Fact]
    public void Detect_TwoVehiclesAtOnce_IsRefused()
    {
        var passages = Detect(TrafficVectors.Stored.Named("awkward"), Options);

        Assert.Equal([TrafficRefusal.AxlesDisagree, TrafficRefusal.SeveralVehicles], passages.Select(passage => passage.Refusal));
        Assert.All(passages, passage => Assert.False(passage.IsResolved));
        Assert.True(double.IsNaN(passages[0].SpeedMps));
    }

    [Fact]
    public void Detect_DistanceNotKnown_StatesDirectionButNoSpeed()
    {
        var recording = TrafficVectors.Stored.Named("traffic");

        var passages = Detect(recording, new TrafficOptions { MaximumLagSeconds = 2 });

        Assert.All(passages, passage => Assert.Equal(TrafficRefusal.DistanceUnknown, passage.Refusal));
        Assert.All(passages, passage => Assert.True(double.IsNaN(passage.SpeedMps)));
    }

    [Fact]
    public void Detect_SpeedBeyondTheLimit_IsRefused()
    {
        var passages = Detect(TrafficVectors.Stored.Named("traffic"), Options with { MaximumSpeedMps = 15 });

        Assert.Equal(2, passages.Count(passage => passage.Refusal == TrafficRefusal.None));
        Assert.All(passages.Where(passage => passage.Refusal != TrafficRefusal.None), passage => Assert.Equal(TrafficRefusal.SpeedImplausible, passage.Refusal));
    }

    [Fact]
    public void Detect_MissingSampleInAPassage_RefusesThatOneOnly()
    {
        var recording = TrafficVectors.Stored.Named("traffic");
        var second = recording.SecondMicrostrain;
        second[(int)(9.4 * recording.SampleRateHz)] = double.NaN;

        var passages = VehicleDetector.Detect(recording.FirstMicrostrain, second, recording.SampleRateHz, Options);

        Assert.Equal(TrafficRefusal.MissingSamples, passages[1].Refusal);
        Assert.Equal(recording.Truth.Length - 1, passages.Count(passage => passage.Refusal == TrafficRefusal.None));
    }

    [Fact]
    public void Detect_OneGaugeOnly_IsRefused()
    {
        var recording = TrafficVectors.Stored.Named("traffic");
        var noise = Signals.Noise(recording.First.Length, 0.1, seed: 1).Select(value => (double)value).ToArray();

        var passages = VehicleDetector.Detect(recording.FirstMicrostrain, noise, recording.SampleRateHz, Options);

        Assert.Equal(recording.Truth.Length, passages.Count);
        Assert.All(passages, passage => Assert.Equal(TrafficRefusal.OneGaugeOnly, passage.Refusal));
    }

    [Fact]
    public void Detect_NoiseAndDrift_FindsNothing()
    {
        double[] drift = [.. Signals.Noise(60_000, 0.3, seed: 2).Select((value, index) => value + (20 * Math.Sin(index / 20_000.0)))];
        double[] other = [.. Signals.Noise(60_000, 0.3, seed: 3).Select(value => (double)value)];

        Assert.Empty(VehicleDetector.Detect(drift, other, 100, Options));
    }

    [Fact]
    public void Detect_NoiseThatHidesAxles_StatesNoAxles()
    {
        var recording = TrafficVectors.Stored.Named("traffic");
        double[] Noisy(double[] strain, int seed) => [.. strain.Zip(Signals.Noise(strain.Length, 1.5, seed), (value, noise) => value + noise)];

        var passages = VehicleDetector.Detect(Noisy(recording.FirstMicrostrain, 4), Noisy(recording.SecondMicrostrain, 5), recording.SampleRateHz, Options);

        Assert.NotEmpty(passages);
        Assert.All(passages, passage => Assert.False(passage.IsResolved));
        Assert.All(passages, passage => Assert.Empty(passage.AxleSpacingsM));
    }

    [RecordingFact]
    public void Detect_RealMovingAndStandingLoad_FindsTheThreeCrossingsAndTheirDirections()
    {
        var recording = Recording.Read("test-bridge-settlement", "settlement_0.csv.gz");
        double[] first = [.. recording.Channels["strain_02_ue"].Select(value => (double)value)];
        double[] second = [.. recording.Channels["strain_01_ue"].Select(value => (double)value)];

        var passages = VehicleDetector.Detect(first, second, 100, new TrafficOptions());

        Assert.Equal([TrafficDirection.FirstToSecond, TrafficDirection.SecondToFirst, TrafficDirection.SecondToFirst], passages.Select(passage => passage.Direction));
        Assert.All(passages, passage => Assert.Equal(TrafficRefusal.DistanceUnknown, passage.Refusal));
        Assert.All(passages, passage => Assert.Empty(passage.AxleSpacingsM));
    }

    [Fact]
    public void Detect_ImpossibleParameter_Throws()
    {
        Assert.Throws<ArgumentException>(() => VehicleDetector.Detect(new double[10], new double[9], 100, Options));
        Assert.Throws<ArgumentException>(() => VehicleDetector.Detect(new double[10], new double[10], 5, Options));
        Assert.Throws<ArgumentException>(() => VehicleDetector.Detect(new double[10], new double[10], 100, Options with { GaugeDistanceM = 0 }));
        Assert.Throws<ArgumentException>(() => VehicleDetector.Detect(new double[10], new double[10], 100, Options with { MaximumPulseSeconds = 40 }));
        Assert.Empty(VehicleDetector.Detect([], [], 100, Options));
    }

    private static IReadOnlyList<VehiclePassage> Detect(TrafficRecording recording, TrafficOptions options) =>
        VehicleDetector.Detect(recording.FirstMicrostrain, recording.SecondMicrostrain, recording.SampleRateHz, options);
}
