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
    public const int RevisionShift = 12;

    public const ushort ConfigurationAfterReset = 0x0220;
    public const ushort SoftReset = 0x0002;
    public const ushort DataReady = 0x2000;
    public const ushort EepromBusy = 0x1000;
    public const ushort ModeMask = 0x0C00;
    public const ushort OneShot = 0x0C00;
    public const ushort Shutdown = 0x0400;
    public const ushort AverageMask = 0x0060;
    public const int AverageShift = 5;

    /// <summary>The ALERT pin shows data-ready (low when there is some) instead of the temperature limits.</summary>
    public const ushort ReadyOnAlertPin = 0x0004;

    /// <summary>Mode, conversion cycle, averaging and the pin settings: what stays as it was written.</summary>
    public const ushort SettingsMask = 0x0FFC;
    public const int SettingsLowestBit = 2;
    public const int SettingsBits = 10;

    /// <summary>One conversion at most (section 6.5: 15.5 ms typical, 17.5 ms at most), and a margin for all of them.</summary>
    public const long ConversionNsMax = 17_500_000;
    public const long ConversionNsTypical = 15_500_000;
    public const long OneShotMarginNs = 5_000_000;

    public const double DegreesPerCount = 0.0078125;

    /// <summary>What the temperature register holds until the first conversion is done.</summary>
    public const ushort NotMeasured = 0x8000;
    public const double TemperatureMinC = -55;
    public const double TemperatureMaxC = 150;

    /// <summary>How many conversions a result can be the mean of, by the code of the averaging field (table 7-7).</summary>
    public static readonly int[] Averages = [1, 8, 32, 64];

    /// <summary>Degrees Celsius (section 7.3.3: two's complement, 7.8125 m degC per count).</summary>
    public static double TemperatureC(ushort register) => (short)register * DegreesPerCount;
}
