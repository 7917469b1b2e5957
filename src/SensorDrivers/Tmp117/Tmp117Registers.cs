namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>Registers of the TMP117 (data sheet SNOSD82, section 7.6).</summary>
internal static class Tmp117Registers
{
    public const byte Temperature = 0x00;
    public const byte Configuration = 0x01;
    public const byte DeviceId = 0x0F;

    public const int AddressMin = 0x48;
    public const int AddressMax = 0x4B;

    /// <summary>The upper four bits of the identity are the revision.</summary>
    public const ushort DeviceIdMask = 0x0FFF;
    public const ushort DeviceIdValue = 0x0117;

    public const ushort ConfigurationAfterReset = 0x0220;
    public const ushort SoftReset = 0x0002;
    public const ushort DataReady = 0x2000;
    public const ushort EepromBusy = 0x1000;
    public const ushort ModeMask = 0x0C00;
    public const ushort OneShot = 0x0C00;
    public const ushort Shutdown = 0x0400;
    public const ushort Average8 = 0x0020;

    /// <summary>Mode, conversion cycle, averaging and the pin settings: what stays as it was written.</summary>
    public const ushort SettingsMask = 0x0FFC;

    /// <summary>Eight conversions of at most 17.5 ms (section 6.5), with a margin.</summary>
    public const long OneShotNs = 145_000_000;

    public const double DegreesPerCount = 0.0078125;

    /// <summary>What the temperature register holds until the first conversion is done.</summary>
    public const ushort NotMeasured = 0x8000;
    public const double TemperatureMinC = -55;
    public const double TemperatureMaxC = 150;

    /// <summary>Degrees Celsius (section 7.5.1: two's complement, 7.8125 m degC per count).</summary>
    public static double TemperatureC(ushort register) => (short)register * DegreesPerCount;
}
