namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>The GPIO lines that free an I2C bus on which a chip holds the data line low; how they are wired: hardware/wiring/bus-recovery.md.</summary>
internal sealed record I2cRecoveryConfiguration
{
    /// <summary>N of <c>/dev/i2c-N</c>.</summary>
    public required int Bus { get; init; }

    public required GpioLineConfiguration Scl { get; init; }

    public required GpioLineConfiguration Sda { get; init; }
}
