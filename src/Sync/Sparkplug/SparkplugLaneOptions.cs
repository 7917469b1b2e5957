namespace EdgeTwin.Sync.Sparkplug;

/// <summary>Lane A.</summary>
public sealed record SparkplugLaneOptions
{
    /// <summary>Whether the lane runs.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Group identifier; the owner when absent.</summary>
    public string? Group { get; init; }

    /// <summary>Host identifier whose STATE must be online before births; none when absent.</summary>
    public string? PrimaryHost { get; init; }

    /// <summary>
    /// Compact data messages: metrics go by the number announced in the births, without their data type, as specification 3.0
    /// recommends (a fifth of the bytes). Otherwise data messages carry name and type, so that a decoder without memory can read them.
    /// </summary>
    public bool Compact { get; init; }

    /// <summary>Byte rate of historical records. 256 to 100 000 000.</summary>
    public int BacklogBytesPerSecond { get; init; } = 65536;

    /// <summary>Records put into one historical message at most. 1 to 1000.</summary>
    public int BatchRecordsMax { get; init; } = 64;

    /// <summary>Bytes of records (before encoding) put into one message at most. 1 024 to 1 000 000.</summary>
    public int BatchBytesMax { get; init; } = 65536;

    /// <summary>
    /// How often the lane makes sure that the broker has what was sent (QoS 0 itself is never confirmed); what was not made sure
    /// of is sent again as historical after a break. 0.1 to 600 seconds.
    /// </summary>
    public TimeSpan ConfirmInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Rebirth requests closer together than this are answered by one rebirth. 0 to 60 seconds.</summary>
    public TimeSpan RebirthInterval { get; init; } = TimeSpan.FromSeconds(1);
}
