namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>How readily mould grows on a material (Ojanen, Viitanen et al. 2010).</summary>
public enum MouldSensitivity
{
    /// <summary>Pine sapwood.</summary>
    VerySensitive,

    /// <summary>Planed wood, glued wood, board with a paper surface.</summary>
    Sensitive,

    /// <summary>Concrete, aerated concrete, mineral wool, polyester wool.</summary>
    MediumResistant,

    /// <summary>Polyurethane with a polished surface, glass, metal.</summary>
    Resistant,
}
