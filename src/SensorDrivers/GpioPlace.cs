namespace EdgeTwin.SensorDrivers;

/// <summary>A GPIO line of the station.</summary>
/// <param name="Chip">N of <c>/dev/gpiochipN</c>.</param>
/// <param name="Line">Offset of the line on the chip; on a Raspberry Pi the GPIO number.</param>
public readonly record struct GpioPlace(int Chip, int Line)
{
    internal const int ChipMax = 255;
    internal const int LineMax = 511;

    /// <summary>The line in the technician's words: <c>gpiochip0 line 25</c>.</summary>
    public override string ToString() => $"gpiochip{Chip} line {Line}";
}
