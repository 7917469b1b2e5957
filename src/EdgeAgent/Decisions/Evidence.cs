namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>What a value is worth to a limit.</summary>
internal enum Evidence
{
    /// <summary>Missing, incomplete or from a channel in fault: it says nothing.</summary>
    None,

    /// <summary>The channel ran into the end of its range and came back: the true magnitude is at least this. It can violate a limit, never clear one.</summary>
    LowerBound,

    /// <summary>As good as the sensor.</summary>
    Full,
}
