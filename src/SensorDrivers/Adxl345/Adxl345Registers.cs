namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>Registers, bits and figures of the ADXL345 (data sheet ADXL345, rev. E, section "Register map").</summary>
internal static class Adxl345Registers
{
    public const byte DeviceId = 0x00;
    public const byte OffsetX = 0x1E;
    public const byte OffsetY = 0x1F;
    public const byte OffsetZ = 0x20;
    public const byte RateControl = 0x2C;
    public const byte PowerControl = 0x2D;
    public const byte InterruptEnable = 0x2E;
    public const byte InterruptMap = 0x2F;
    public const byte InterruptSource = 0x30;
    public const byte DataFormat = 0x31;
    public const byte DataX0 = 0x32;
    public const byte DataZ1 = 0x37;
    public const byte FifoControl = 0x38;
    public const byte FifoStatus = 0x39;

    public const byte Identity = 0xE5;

    /// <summary>SPI (section "SPI"): bit 6 of the first byte lets the address count up.</summary>
    public const byte MultipleBit = 0x40;

    /// <summary>RateControl after reset: 100 Hz, normal power.</summary>
    public const byte RateAfterReset = 0x0A;

    public const byte Measure = 0x08;
    public const byte Standby = 0x00;

    /// <summary>Interrupt bits, the same in InterruptEnable, InterruptMap (0: INT1) and InterruptSource.</summary>
    public const byte DataReady = 0x80;
    public const byte Watermark = 0x02;
    public const byte Overrun = 0x01;

    public const byte SelfTest = 0x80;
    public const byte ThreeWire = 0x40;
    public const byte InvertInterrupts = 0x20;
    public const byte FullResolution = 0x08;
    public const byte LeftJustified = 0x04;
    public const byte RangeMask = 0x03;

    public const byte FifoModeMask = 0xC0;
    public const byte FifoBypass = 0x00;
    public const byte FifoStream = 0x80;
    public const byte FifoSamplesMask = 0x1F;

    /// <summary>FifoStatus: the trigger bit, which is never set in stream mode, and a bit that always reads 0.</summary>
    public const byte FifoStatusZero = 0xC0;

    /// <summary>Sets in the FIFO; one more can wait in the output filter (register 0x39), so that the count can be 33.</summary>
    public const int FifoSets = 32;
    public const int FifoCountMax = FifoSets + 1;

    public const int AxisCount = 3;
    public const int SetBytes = AxisCount * sizeof(short);

    /// <summary>Sensitivity at full resolution in any range (table 1): 256 counts per g, 3.9 mg per count.</summary>
    public const double CountsPerG = 256;
    public const double StandardGravityMps2 = 9.80665;
    public const double Mps2PerCount = StandardGravityMps2 / CountsPerG;

    /// <summary>Time between the end of a set and the next read of the FIFO or its status (section "FIFO").</summary>
    public const long PopNs = 5_000;

    /// <summary>Time from standby to valid data beside one interval (section "Power sequencing"; 1.1 ms).</summary>
    public const double WakeUpSeconds = 1.1e-3;

    public const int SpiClockHzMax = 5_000_000;

    /// <summary>Clock of the bus that a rate needs (section "I2C" and "SPI"): 2 MHz for the two highest rates, 500 Hz per Hz for the others.</summary>
    public static double ClockHzMin(double rateHz) => rateHz >= SpiOnlyRateHz ? 2_000_000 : 500 * rateHz;

    /// <summary>Rates from this on are for SPI only.</summary>
    public const double SpiOnlyRateHz = 1600;

    /// <summary>At the two highest rates the lowest bit is always 0 (section "Data formatting of upper data rates").</summary>
    public const double EvenCountsRateHz = 1600;

    public static readonly int[] RangesG = [2, 4, 8, 16];

    /// <summary>Output data rates of the driver; the code in RateControl is 6 for the first, then one more each (table 7). Bandwidth is half the rate.</summary>
    public static readonly double[] RatesHz = [6.25, 12.5, 25, 50, 100, 200, 400, 800, 1600, 3200];

    private const int FirstRateCode = 6;

    /// <summary>The two addresses: SDO/ALT ADDRESS high or low (section "I2C").</summary>
    public static readonly int[] I2cAddresses = [0x1D, 0x53];

    public static byte RateCode(double rateHz) => (byte)(FirstRateCode + Array.IndexOf(RatesHz, rateHz));

    public static byte RangeCode(int rangeG) => (byte)Array.IndexOf(RangesG, rangeG);

    /// <summary>Highest count of a range at full resolution: 10 bits at 2 g to 13 bits at 16 g, two's complement.</summary>
    public static int CountMax(int rangeG) => rangeG * (int)CountsPerG - 1;
}
