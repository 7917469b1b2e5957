namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Classes of half-cell potentials by ASTM C876, appendix X1.</summary>
public static class HalfCellClasses
{
    /// <summary>Boundary between unlikely and uncertain, in mV against copper sulphate; the boundary itself is uncertain.</summary>
    public const double UnlikelyAboveMillivolts = -200;

    /// <summary>Boundary between uncertain and likely, in mV against copper sulphate; the boundary itself is uncertain.</summary>
    public const double LikelyBelowMillivolts = -350;

    /// <summary>Class of one potential.</summary>
    /// <param name="copperSulfateMillivolts">Potential against copper sulphate in mV; NaN gives <see cref="CorrosionProbability.Unknown"/>.</param>
    public static CorrosionProbability Of(double copperSulfateMillivolts) => copperSulfateMillivolts switch
    {
        double.NaN => CorrosionProbability.Unknown,
        > UnlikelyAboveMillivolts => CorrosionProbability.Unlikely,
        < LikelyBelowMillivolts => CorrosionProbability.Likely,
        _ => CorrosionProbability.Uncertain,
    };
}
