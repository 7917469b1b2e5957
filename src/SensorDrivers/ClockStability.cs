namespace EdgeTwin.SensorDrivers;

/// <summary>How well the clock of a chip that samples by itself is understood.</summary>
public enum ClockStability : byte
{
    /// <summary>The samples were taken when the host asked for them, or their times were recorded: there is no chip's clock to estimate.</summary>
    HostPaced,

    /// <summary>Too little was seen since the start: sample times may be half an interval off, and the interval some hundred parts per million.</summary>
    Settling,

    /// <summary>The interval and the phase are known within the stated uncertainties.</summary>
    Stable,

    /// <summary>The chip's clock lately changed faster than temperature makes a sound one change; the stated uncertainties have been widened for it.</summary>
    Unstable,
}
