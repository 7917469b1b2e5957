namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What is wrong with a channel in one window.</summary>
public enum ChannelFaultKind
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>The channel delivered nothing, or next to nothing.</summary>
    Absent,

    /// <summary>Too many samples are missing for the window to be judged.</summary>
    Incomplete,

    /// <summary>The value does not move any more: the same number for too long, or far less noise than the sensor itself makes.</summary>
    Stuck,

    /// <summary>The sensor was driven to the end of its range. The true values lie beyond: a limit on size must still be judged on what was measured.</summary>
    Clipped,

    /// <summary>Isolated samples that no structure can produce.</summary>
    Spikes,

    /// <summary>Values that the physical quantity cannot have.</summary>
    Implausible,

    /// <summary>Noise where a signal should be: random numbers, or white noise far above the channel's own floor.</summary>
    Noise,
}
