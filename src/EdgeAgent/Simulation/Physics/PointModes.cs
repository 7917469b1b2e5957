namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// What one point of the span sees of each mode: the shape of each slot, the curvature of the vertical modes in 1/m (padded to <see cref="VerticalSlots"/>),
/// and the bending stiffness there. Immutable.
/// </summary>
internal sealed record PointModes(double PositionM, double SpanM, float[] Acceleration, float[] Curvature, double StiffnessNm2)
{
    public const int VerticalSlots = 8;

    /// <summary>Curvature in 1/m under standing loads, from the influence line of the moment, for the stiffness at the reference temperature.</summary>
    public double StaticCurvature(ReadOnlySpan<AxleLoad> loads)
    {
        var moment = 0.0;
        foreach (var load in loads)
        {
            moment += load.PositionM <= PositionM
                ? load.ForceN * load.PositionM * (SpanM - PositionM) / SpanM
                : load.ForceN * PositionM * (SpanM - load.PositionM) / SpanM;
        }

        return moment / StiffnessNm2;
    }
}
