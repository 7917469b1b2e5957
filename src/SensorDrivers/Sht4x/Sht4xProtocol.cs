namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Commands and conversions of the SHT4x (data sheet SHT4x, sections 3.1 and 4.4 to 4.6).</summary>
internal static class Sht4xProtocol
{
    public const byte ReadSerialNumber = 0x89;
    public const byte SoftReset = 0x94;

    public const int AddressMin = 0x44;
    public const int AddressMax = 0x46;

    /// <summary>Two words of two bytes, each followed by its check sum.</summary>
    public const int AnswerBytes = 6;

    /// <summary>The serial number is there at once, a reset takes 1 ms at most (section 3.1), each with a margin.</summary>
    public const long ResetNs = 2_000_000;
    public static readonly TimeSpan SerialNumberTime = TimeSpan.FromMilliseconds(1);

    public const double TemperatureMinC = -45;
    public const double TemperatureSpanC = 175;
    public const double HumidityMinPercent = -6;
    public const double HumiditySpanPercent = 125;
    public const double WordMax = 65_535;

    /// <summary>Degrees Celsius (section 4.6).</summary>
    public static double TemperatureC(ushort word) => TemperatureMinC + TemperatureSpanC * word / WordMax;

    /// <summary>Percent relative humidity (section 4.6); the formula goes beyond the physical range, and the data sheet says to crop it.</summary>
    public static double HumidityPercent(ushort word) =>
        Math.Clamp(HumidityMinPercent + HumiditySpanPercent * word / WordMax, 0, 100);
}
