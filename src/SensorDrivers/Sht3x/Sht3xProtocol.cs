namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>
/// Commands and conversions of the SHT3x-DIS (data sheet SHT3x-DIS, sections 2 and 4; serial number: application note "SHT3x Electronic
/// Identification Code"). All measurements are single shots without clock stretching.
/// </summary>
internal static class Sht3xProtocol
{
    public const ushort Break = 0x3093;
    public const ushort SoftReset = 0x30A2;
    public const ushort HeaterOff = 0x3066;
    public const ushort HeaterOn = 0x306D;
    public const ushort ReadStatus = 0xF32D;
    public const ushort ClearStatus = 0x3041;
    public const ushort ReadSerialNumber = 0x3780;

    public const int AddressMin = 0x44;
    public const int AddressMax = 0x45;

    public const int CommandBytes = 2;
    public const int MeasurementBytes = 6;
    public const int StatusBytes = 3;

    /// <summary>Status register (table 18).</summary>
    public const ushort StatusHeater = 0x2000;
    public const ushort StatusResetDetected = 0x0010;
    public const ushort StatusCommandFailed = 0x0002;
    public const ushort StatusWriteCheckSumFailed = 0x0001;
    public const ushort StatusAfterReset = 0x8010;

    /// <summary>What must be 0 in a chip that was set up and has not restarted since. Alerts (bits 15, 11, 10) say nothing of that.</summary>
    public const ushort StatusMustBeZero = StatusHeater | StatusResetDetected | StatusCommandFailed | StatusWriteCheckSumFailed;

    /// <summary>Power-up and soft reset take 1.5 ms at most (table 4), a break and the serial number 1 ms; each with a margin.</summary>
    public static readonly TimeSpan ResetTime = TimeSpan.FromMilliseconds(3);
    public static readonly TimeSpan CommandTime = TimeSpan.FromMilliseconds(2);

    public const double TemperatureMinC = -45;
    public const double TemperatureSpanC = 175;
    public const double HumiditySpanPercent = 100;
    public const double WordMax = 65_535;

    /// <summary>Degrees Celsius (section 4.13).</summary>
    public static double TemperatureC(ushort word) => TemperatureMinC + TemperatureSpanC * word / WordMax;

    /// <summary>Percent relative humidity (section 4.13).</summary>
    public static double HumidityPercent(ushort word) => HumiditySpanPercent * word / WordMax;
}
