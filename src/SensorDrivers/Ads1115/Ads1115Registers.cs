namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Registers of the ADS1115 (data sheet SBAS444, section 8.1).</summary>
internal static class Ads1115Registers
{
    public const byte Conversion = 0x00;
    public const byte Configuration = 0x01;
    public const byte LowThreshold = 0x02;
    public const byte HighThreshold = 0x03;

    public const int AddressMin = 0x48;
    public const int AddressMax = 0x4B;
    public const int InputCount = 4;

    public const ushort ConfigurationAfterReset = 0x8583;
    public const ushort LowThresholdAfterReset = 0x8000;
    public const ushort HighThresholdAfterReset = 0x7FFF;

    /// <summary>
    /// Thresholds that prove that this chip keeps what is written to it. With the lower one positive and the upper one negative, the
    /// ALERT/RDY pin shows conversion-ready where the comparator is on (section 7.3.8), and nothing where it is off.
    /// </summary>
    public const ushort LowThresholdMark = 0x2A5A;
    public const ushort HighThresholdMark = 0xD5A5;
    public const ushort ThresholdSign = 0x8000;

    /// <summary>Written: start a conversion. Read: no conversion is running.</summary>
    public const ushort OperationalStatus = 0x8000;

    /// <summary>Settings bits of the configuration: all but the operational status.</summary>
    public const int SettingsBits = 15;

    /// <summary>Single-ended inputs are the multiplexer codes from 4 on; the codes below are differential ones, which no probe uses.</summary>
    public const ushort SingleEnded = 0x4000;
    public const int MuxShift = 12;
    public const int MuxMask = 7;
    public const int GainShift = 9;
    public const ushort SingleShot = 0x0100;
    public const int RateShift = 5;
    public const int FieldMask = 7;
    public const ushort ComparatorOff = 0x0003;
    public const ushort ComparatorQueueMask = 0x0003;

    /// <summary>The oscillator is 10 % slow at worst (section 6.5), and needs 25 us to wake up.</summary>
    public const double ConversionTolerance = 1.1;
    public const long MarginNs = 400_000;

    /// <summary>Highest voltage that an input may have on a 3.3 V or 5 V supply and that the usual range can hold.</summary>
    public const double InputVMax = 4.096;
    public const double WidestRangeV = 6.144;
    public const double CountsPerFullScale = 32_768;

    public static readonly double[] FullScalesV = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];

    public static readonly double[] RatesHz = [8, 16, 32, 64, 128, 250, 475, 860];

    /// <summary>Volts at the input (section 7.5.4).</summary>
    public static double Volts(ushort register, double fullScaleV) => (short)register * fullScaleV / CountsPerFullScale;
}
