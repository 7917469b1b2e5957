using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>A GPIO line of the station.</summary>
internal sealed record GpioLineConfiguration
{
    /// <summary>N of <c>/dev/gpiochipN</c>.</summary>
    public int Chip { get; init; }

    /// <summary>Offset of the line on the chip; on a Raspberry Pi the GPIO number.</summary>
    public required int Line { get; init; }

    public GpioPlace ToPlace() => new(Chip, Line);
}
