namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>A vehicle that was weighed on a scale.</summary>
public sealed class KnownVehicle
{
    /// <summary>Describes it.</summary>
    /// <param name="axleLoadsKN">Load of each axle in kN, front first; at least two, above 0, below 1000.</param>
    /// <param name="axleSpacingsM">Distance of each axle from the one before in m; one fewer than axles, above 0.2, below 40.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or a value is out of its range.</exception>
    public KnownVehicle(IReadOnlyList<double> axleLoadsKN, IReadOnlyList<double> axleSpacingsM)
    {
        ArgumentNullException.ThrowIfNull(axleLoadsKN);
        ArgumentNullException.ThrowIfNull(axleSpacingsM);
        if (axleLoadsKN.Count < 2 || axleSpacingsM.Count != axleLoadsKN.Count - 1)
            throw new ArgumentException($"A vehicle has at least two axles and one spacing fewer; there are {axleLoadsKN.Count} loads and {axleSpacingsM.Count} spacings.", nameof(axleSpacingsM));
        if (axleLoadsKN.Any(load => !(load > 0 && load < 1000)))
            throw new ArgumentException("An axle load must lie between 0 and 1000 kN.", nameof(axleLoadsKN));
        if (axleSpacingsM.Any(spacing => !(spacing > 0.2 && spacing < 40)))
            throw new ArgumentException("An axle spacing must lie between 0.2 and 40 m.", nameof(axleSpacingsM));
        AxleLoadsKN = axleLoadsKN;
        AxleSpacingsM = axleSpacingsM;
    }

    /// <summary>Axle loads in kN, front first.</summary>
    public IReadOnlyList<double> AxleLoadsKN { get; }

    /// <summary>Axle spacings in m, front first.</summary>
    public IReadOnlyList<double> AxleSpacingsM { get; }

    /// <summary>Sum of the axle loads.</summary>
    public double GrossWeightKN => AxleLoadsKN.Sum();
}
