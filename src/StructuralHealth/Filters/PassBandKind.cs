namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Which frequencies a filter lets through.</summary>
public enum PassBandKind
{
    /// <summary>Those below an edge.</summary>
    Low,

    /// <summary>Those above an edge.</summary>
    High,

    /// <summary>Those between two edges.</summary>
    Between,

    /// <summary>All but those between two edges.</summary>
    Except,
}
