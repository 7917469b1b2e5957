using EdgeTwin.StructuralHealth.Evaluation.Sets;

namespace EdgeTwin.StructuralHealth.Evaluation;

/// <summary>All evaluations, in the order in which they are printed; one line each.</summary>
internal static class Evaluations
{
    public static IReadOnlyList<IEvaluation> All { get; } =
    [
        new Sets.NoveltyTimber(),
        new Sets.NoveltyAgainstNumPy(),
        new Sets.NoveltySimulated(),
        new Sets.BeamMovingSupportModel(),
        new Sets.BeamSimulated(),
        new Sets.MiniSeedSamples(),
        new Sets.FatigueStandards(),
        new Sets.CrackGrowth(),
        new Sets.TestBridgeTraffic(),
        new Sets.TestBridgeSettlement(),
        new Sets.TestBeamLoadSteps(),
        new Sets.TimberMoisture(),
        new Sets.CorrosionSlab(),
        new Sets.SensorAnomalies(),
        new Sets.Footbridge(),
        new Sets.ShakeTableFaults(),
        new Sets.FrameOma(),
        new Sets.ShakeTableImu(),
        new Sets.BeamMovingSupport(),
        new OverpassEarthquakes(),
    ];
}
