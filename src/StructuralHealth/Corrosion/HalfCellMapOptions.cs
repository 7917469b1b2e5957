namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>What must be known about a map of half-cell potentials, and how it is judged.</summary>
public sealed record HalfCellMapOptions
{
    /// <summary>Electrode of the measurement. There is no safe default in the field; copper sulphate is that of ASTM C876.</summary>
    public ReferenceElectrode Electrode { get; init; } = ReferenceElectrode.CopperSulfate;

    /// <summary>Distance of neighbouring points in metres; NaN when not known, then gradients are per grid step. Above 0.</summary>
    public double SpacingMetres { get; init; } = double.NaN;

    /// <summary>Difference of neighbouring points from which a point is a steep one, in mV. Above 0. RILEM TC 154-EMC: anodes show by gradients, not by absolute values alone; 100 mV (default) is an assumption.</summary>
    public double SteepMillivolts { get; init; } = 100;

    internal void Validate()
    {
        if (SpacingMetres is <= 0 or double.PositiveInfinity)
            throw new ArgumentException($"{nameof(SpacingMetres)} must be above 0 m.");
        if (!(SteepMillivolts > 0))
            throw new ArgumentException($"{nameof(SteepMillivolts)} must be above 0 mV.");
    }
}
