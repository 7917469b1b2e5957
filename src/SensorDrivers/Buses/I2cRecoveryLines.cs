namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>The GPIO lines that can free an I2C bus. They may be lines of their own, wired to SCL and SDA, or the bus's own pins.</summary>
/// <param name="Scl">The line on SCL. It is driven low or released, never driven high.</param>
/// <param name="Sda">The line on SDA; read, and for the stop condition driven low or released.</param>
public sealed record I2cRecoveryLines(GpioPlace Scl, GpioPlace Sda);
