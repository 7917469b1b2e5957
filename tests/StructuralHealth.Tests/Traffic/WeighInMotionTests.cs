using EdgeTwin.StructuralHealth.Traffic;

namespace EdgeTwin.StructuralHealth.Tests.Traffic;

/// <summary>Calibrated on one simulated recording, proved on another with other vehicles; traffic_vectors.py made both.</summary>
public sealed class WeighInMotionTests
{
    private static readonly WeighingOptions Options = new() { ReachM = 14 };
    private static readonly TrafficRecording Known = TrafficVectors.Stored.Named("calibration");
    private static readonly TrafficRecording Unknown = TrafficVectors.Stored.Named("traffic");
    private static readonly Lazy<WeighCalibration> Calibration = new(() => WeighInMotion.Calibrate(Runs(), Options));

    [Fact]
    public void Calibrate_KnownVehicles_MeasuresTheInfluenceLinesOfTheBeam()
    {
        var truth = TrafficVectors.Stored.Influence;
        for (var place = 0; place < truth.PlacesM.Length; place++)
        {
            Assert.Equal(truth.First[place], Calibration.Value.First.At(truth.PlacesM[place]), 0.003);
            Assert.Equal(truth.Second[place], Calibration.Value.Second.At(truth.PlacesM[place]), 0.003);
        }

        Assert.Equal(0, Calibration.Value.First.At(-20));
    }

    [Fact]
    public void Weigh_OtherVehicles_FindsTheirGrossWeightWithinItsUncertainty()
    {
        foreach (var (passage, truth) in Passages(Unknown).Zip(Unknown.Truth))
        {
            var weight = Weigh(passage);

            Assert.True(weight.IsWeighed, weight.Refusal);
            Assert.InRange(weight.GrossWeightKN / truth.AxleLoadsKN.Sum(), 0.96, 1.04);
            Assert.InRange(Math.Abs(weight.GrossWeightKN - truth.AxleLoadsKN.Sum()) / weight.GrossUncertaintyKN, 0, 2.5);
            Assert.Equal(truth.AxleLoadsKN.Length, weight.AxleLoadsKN.Count);
        }
    }

    [Fact]
    public void Calibrate_FewRuns_AssumesItsUncertaintyAndSaysSo()
    {
        var calibration = WeighInMotion.Calibrate([.. Runs().Take(3)], Options);

        Assert.False(calibration.IsUncertaintyMeasured);
        Assert.Equal(Options.AssumedUncertainty, calibration.RelativeUncertainty);
        Assert.True(Calibration.Value.IsUncertaintyMeasured);
        Assert.InRange(Calibration.Value.RelativeUncertainty, 0.001, 0.03);
    }

    [Fact]
    public void RunOf_AnotherVehicleThanTold_IsRefused()
    {
        var passages = Passages(Known);
        var crane = new KnownVehicle([98, 102, 110, 104], [2.6, 2.2, 1.65]);
        var longer = new KnownVehicle([70, 95, 90], [6, 1.35]);

        Assert.Contains("4 axles", RunOf(passages[0], crane).Refusal, StringComparison.Ordinal);
        Assert.Contains("spacing 1", RunOf(passages[0], longer).Refusal, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WeighInMotion.Calibrate([RunOf(passages[0], crane)], Options));
        Assert.Throws<ArgumentException>(() => WeighInMotion.Calibrate([], Options));
        Assert.Throws<ArgumentException>(() => WeighInMotion.Calibrate(Runs(), Options with { ReachM = 100, StepM = 0.1 }));
        Assert.Throws<ArgumentException>(() => WeighInMotion.Calibrate(Runs(), Options with { Smoothing = 0 }));
    }

    [Fact]
    public void Weigh_WithTheLinesOfAnotherBridge_IsRefused()
    {
        static InfluenceLine Short(InfluenceLine line) => new(line.FromM / 2, line.StepM / 2, line.Ordinates);
        var wrong = Calibration.Value with { First = Short(Calibration.Value.First), Second = Short(Calibration.Value.Second) };

        foreach (var passage in Passages(Unknown))
        {
            var weight = WeighInMotion.Weigh(Unknown.FirstMicrostrain, Unknown.SecondMicrostrain, Unknown.SampleRateHz, passage, wrong, Options);
            Assert.False(weight.IsWeighed);
            Assert.True(double.IsNaN(weight.GrossWeightKN));
        }
    }

    [Fact]
    public void Weigh_UnresolvedPassage_IsRefused()
    {
        var passage = new VehiclePassage { StartSeconds = 1, EndSeconds = 2, Refusal = TrafficRefusal.AxlesDisagree };

        Assert.Contains("AxlesDisagree", Weigh(passage).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadSpectrum_AnyWeight_IsCountedOnce()
    {
        var spectrum = new LoadSpectrum(classWidthKN: 100, classes: 3);
        foreach (var weight in new[] { 0, 99.9, 100, 299, 300, double.NaN, 5000 })
            spectrum.Add(weight);

        Assert.Equal([2, 1, 1], spectrum.Counts);
        Assert.Equal((2, 1, 5000), (spectrum.Above, spectrum.Unweighed, spectrum.HeaviestKN));
        Assert.Throws<ArgumentException>(() => new LoadSpectrum(classWidthKN: 0));
        Assert.Throws<ArgumentException>(() => new LoadSpectrum(classes: 0));
    }

    [Fact]
    public void KnownVehicle_ImpossibleValue_Throws()
    {
        Assert.Throws<ArgumentException>(() => new KnownVehicle([100], []));
        Assert.Throws<ArgumentException>(() => new KnownVehicle([100, -1], [3]));
        Assert.Throws<ArgumentException>(() => new KnownVehicle([100, 100], [0]));
        Assert.Throws<ArgumentException>(() => new InfluenceLine(0, 0, [1, 2]));
    }

    private static VehicleWeight Weigh(VehiclePassage passage) =>
        WeighInMotion.Weigh(Unknown.FirstMicrostrain, Unknown.SecondMicrostrain, Unknown.SampleRateHz, passage, Calibration.Value, Options);

    private static CalibrationRun[] Runs() => [.. Passages(Known).Zip(Known.Truth, (passage, truth) => RunOf(passage, new KnownVehicle(truth.AxleLoadsKN, truth.AxleSpacingsM)))];

    private static CalibrationRun RunOf(VehiclePassage passage, KnownVehicle vehicle) =>
        WeighInMotion.RunOf(Known.FirstMicrostrain, Known.SecondMicrostrain, Known.SampleRateHz, passage, vehicle, Options);

    private static IReadOnlyList<VehiclePassage> Passages(TrafficRecording recording) =>
        VehicleDetector.Detect(recording.FirstMicrostrain, recording.SecondMicrostrain, recording.SampleRateHz, new TrafficOptions { GaugeDistanceM = TrafficVectors.Stored.GaugeDistanceM });
}
