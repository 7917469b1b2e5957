namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>The two lines of an HX711 (Avia Semiconductor data sheet, sections "Serial Interface" and "Reset and Power-Down").</summary>
internal static class Hx711Protocol
{
    public const int DataBits = 24;

    /// <summary>The 25th pulse takes the result away: the data line goes high until the next one.</summary>
    public const int PulsesMin = 25;

    /// <summary>A clock that stays high for longer powers the chip down; when it falls, the chip starts anew with gain 128.</summary>
    public const long PowerDownNs = 60_000;

    /// <summary>Gain after power-on, and after power-down.</summary>
    public const int GainAfterReset = 128;

    /// <summary>Results until the filter holds nothing from before a start or a change of input or gain: 400 ms at 10 SPS, 50 ms at 80 SPS.</summary>
    public const int SettlingIntervals = 4;

    /// <summary>Codes at the ends of the range.</summary>
    public const int CodeMax = 0x7FFFFF;
    public const int CodeMin = -0x800000;

    /// <summary>The input range is half the analog supply to either side, over the gain: 24 bits are one supply.</summary>
    public const double CodesPerSupply = 0x1000000;

    /// <summary>Inputs: gain 128 and 64 are channel A, gain 32 is channel B.</summary>
    public static readonly int[] Gains = [128, 64, 32];

    public static readonly double[] RatesHz = [10, 80];

    /// <summary>Pulses after which the next result has a gain (table 3).</summary>
    public static int Pulses(int gain) => gain switch
    {
        32 => 26,
        64 => 27,
        _ => PulsesMin,
    };

    /// <summary>Gain of the next result after a number of pulses.</summary>
    public static int Gain(int pulses) => pulses switch
    {
        26 => 32,
        27 => 64,
        _ => GainAfterReset,
    };

    /// <summary>The signed value of the 24 bits.</summary>
    public static int Code(uint bits) => (int)(bits << 8) >> 8;
}
