namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>Registers of the INA226 (data sheet SBOS547, section 7.6).</summary>
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

    /// <summary>16 averages of 1.1 ms for each of the two voltages.</summary>
    public const ushort Settings = 0x4000 | 0x0400 | 0x0100 | 0x0020;
    public const ushort ModeMask = 0x0007;
    public const ushort ShuntAndBusTriggered = 0x0003;

    /// <summary>Bit 2 of the mode: continuous.</summary>
    public const ushort Continuous = 0x0004;

    /// <summary>16 x 2 x 1.21 ms, the longest by section 6.5, with a margin.</summary>
    public const long ConversionNs = 42_000_000;

    public const double ShuntVoltsPerCount = 2.5e-6;
    public const double BusVoltsPerCount = 1.25e-3;

    /// <summary>The register can hold 40.96 V, the input 36 V.</summary>
    public const double BusVoltsMax = 36;

    public static double ShuntVolts(ushort register) => (short)register * ShuntVoltsPerCount;

    public static double BusVolts(ushort register) => register * BusVoltsPerCount;
}
