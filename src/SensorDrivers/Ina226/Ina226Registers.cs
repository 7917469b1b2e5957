namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>Registers of the INA226 (data sheet SBOS547B, section 7.1).</summary>
internal static class Ina226Registers
{
    public const byte Configuration = 0x00;
    public const byte ShuntVoltage = 0x01;
    public const byte BusVoltage = 0x02;
    public const byte Power = 0x03;
    public const byte Current = 0x04;
    public const byte Calibration = 0x05;
    public const byte MaskEnable = 0x06;
    public const byte ManufacturerId = 0xFE;
    public const byte DieId = 0xFF;

    public const int AddressMin = 0x40;
    public const int AddressMax = 0x4F;

    public const ushort ManufacturerIdValue = 0x5449;
    public const ushort DieIdValue = 0x2260;

    public const ushort Reset = 0x8000;
    public const ushort ConfigurationAfterReset = 0x4127;
    public const ushort ConversionReady = 0x0008;

    /// <summary>The ALERT pin shows conversion-ready, and keeps it until the mask/enable register is read (table 7-14).</summary>
    public const ushort ReadyOnAlertPin = 0x0400 | 0x0001;

    /// <summary>What stays in the mask/enable register as it was written.</summary>
    public const ushort MaskSettingsMask = 0xFC03;

    /// <summary>Bit 14 of the configuration always reads 1.</summary>
    public const ushort ConfigurationFixed = 0x4000;
    public const int AveragesShift = 9;
    public const int BusTimeShift = 6;
    public const int ShuntTimeShift = 3;
    public const int FieldMask = 7;
    public const int SettingsBits = 12;
    public const ushort ShuntAndBusTriggered = 0x0003;

    /// <summary>Bit 2 of the mode: continuous.</summary>
    public const ushort Continuous = 0x0004;

    /// <summary>Conversions can take this much longer than nominal (section 6.5: 1.1 ms typical, 1.21 ms at most).</summary>
    public const double ConversionTolerance = 1.1;
    public const long MarginNs = 3_000_000;

    /// <summary>Current and power from the other registers (equations 3 and 4).</summary>
    public const int CalibrationDivisor = 2048;
    public const int PowerDivisor = 20_000;

    public const double ShuntVoltsPerCount = 2.5e-6;
    public const double BusVoltsPerCount = 1.25e-3;

    /// <summary>How many measurements a result can be the mean of, by the code of the field (table 7-3).</summary>
    public static readonly int[] Averages = [1, 4, 16, 64, 128, 256, 512, 1024];

    /// <summary>Conversion times of one voltage in microseconds, by the code of the field (tables 7-4 and 7-5).</summary>
    public static readonly int[] ConversionTimesUs = [140, 204, 332, 588, 1100, 2116, 4156, 8244];

    /// <summary>The register can hold 40.96 V, the input 36 V.</summary>
    public const double BusVoltsMax = 36;

    /// <summary>Volts across the shunt, signed (section 7.1.2: two's complement, 2.5 uV per count).</summary>
    public static double ShuntVolts(ushort register) => (short)register * ShuntVoltsPerCount;

    /// <summary>Volts at the bus input (section 7.1.3: 1.25 mV per count, never negative).</summary>
    public static double BusVolts(ushort register) => register * BusVoltsPerCount;
}
