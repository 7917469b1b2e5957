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

    /// <summary>Written: start a conversion. Read: no conversion is running.</summary>
    public const ushort OperationalStatus = 0x8000;

    /// <summary>Single-ended inputs are the multiplexer codes from 4 on.</summary>
    public const ushort SingleEnded = 0x4000;
    public const int MuxShift = 12;
    public const int MuxMask = 7;
    public const int GainShift = 9;
    public const ushort SingleShot = 0x0100;
    public const int RateShift = 5;
    public const int FieldMask = 7;

    /// <summary>Gain code 1 (full scale 4.096 V), single shot, rate code 4 (128 SPS), comparator off.</summary>
    public const ushort Settings = 0x0200 | SingleShot | 0x0080 | 0x0003;

    /// <summary>1/128 s and 10 % tolerance of the oscillator (section 6.5), with a margin.</summary>
    public const long ConversionNs = 9_000_000;

    public const double FullScaleV = 4.096;
    public const double CountsPerFullScale = 32_768;

    public static readonly double[] FullScalesV = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];

    public static readonly double[] RatesHz = [8, 16, 32, 64, 128, 250, 475, 860];

    /// <summary>The configuration that converts one input.</summary>
    public static ushort ConfigurationFor(int input) => (ushort)(Settings | SingleEnded | input << MuxShift);

    /// <summary>Volts at the input (section 7.5.4).</summary>
    public static double Volts(ushort register) => (short)register * FullScaleV / CountsPerFullScale;
}
