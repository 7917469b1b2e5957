namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>A registered place of the span with its own ring of the curvature that follows the loads. Written by the stepping thread, read by any.</summary>
internal sealed class SpanPoint(double positionM, PointModes modes)
{
    private readonly float[] _staticCurvatures = new float[MotionHistory.Steps];
    private PointModes _modes = modes;

    public double PositionM => positionM;

    public PointModes Modes
    {
        get => Volatile.Read(ref _modes);
        set => Volatile.Write(ref _modes, value);
    }

    public void Write(long step, ReadOnlySpan<AxleLoad> loads, double stiffnessFactor) =>
        _staticCurvatures[MotionHistory.Place(step)] = loads.IsEmpty ? 0 : (float)(_modes.StaticCurvature(loads) / stiffnessFactor);

    /// <summary>Curvature in 1/m that follows the loads, between a step and the next.</summary>
    public float StaticCurvature(long step, float share)
    {
        var before = _staticCurvatures[MotionHistory.Place(step)];
        var after = _staticCurvatures[MotionHistory.Place(step + 1)];
        return before + ((after - before) * share);
    }
}
