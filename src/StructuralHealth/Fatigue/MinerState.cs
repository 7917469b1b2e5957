namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>A <see cref="MinerSum"/> as it is stored.</summary>
public sealed record MinerState
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Detail category; a sum of another one refuses the state.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Reference strength with size factor and gamma Mf; a sum with another one refuses the state.</summary>
    public double ReferenceMPa { get; init; }

    /// <summary>Gamma Ff; a sum with another one refuses the state.</summary>
    public double LoadFactor { get; init; }

    /// <summary>The sum.</summary>
    public double Damage { get; init; }

    /// <summary>Largest design stress range seen.</summary>
    public double LargestRangeMPa { get; init; }
}
