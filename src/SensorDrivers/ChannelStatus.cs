namespace EdgeTwin.SensorDrivers;

/// <summary>What the chip itself says of a channel in one block. Judgement on values lives behind the driver.</summary>
public enum ChannelStatus : byte
{
    /// <summary>Every sample in the block was measured.</summary>
    Ok,

    /// <summary>The chip reported that its input was at the end of its range in this block.</summary>
    Saturated,

    /// <summary>Samples are missing in front of or inside this block (overrun, failed check sum, read error).</summary>
    Gap,

    /// <summary>The channel delivers nothing: the chip is absent, refuses, or answers nonsense.</summary>
    Fault,
}
