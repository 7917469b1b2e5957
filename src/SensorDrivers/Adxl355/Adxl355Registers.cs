namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>Registers and bits of the ADXL355 and ADXL357 (data sheet ADXL354/ADXL355, section "Register definitions").</summary>
internal static class Adxl355Registers
{
    public const byte DeviceIdAnalogDevices = 0x00;
    public const byte Status = 0x04;
    public const byte FifoEntries = 0x05;
    public const byte Temperature = 0x06;
    public const int TemperatureBytes = 2;
    public const byte XData = 0x08;
    public const byte FifoData = 0x11;
    public const byte Filter = 0x28;
    public const byte FifoSamples = 0x29;
    public const byte InterruptMap = 0x2A;
    public const byte Range = 0x2C;
    public const byte PowerControl = 0x2D;
    public const byte SelfTest = 0x2E;
    public const byte Reset = 0x2F;
    public const byte Shadow = 0x50;

    public const byte ResetCode = 0x52;
    public const int ShadowBytes = 5;

    /// <summary>First byte of a transfer: the register shifted up, bit 0 set to read.</summary>
    public const byte ReadBit = 0x01;

    public const byte StatusNvmBusy = 0x10;
    public const byte StatusFifoOverrun = 0x04;
    public const byte StatusFifoFull = 0x02;
    public const byte StatusDataReady = 0x01;
    public const byte StatusReserved = 0xE0;

    public const byte Standby = 0x01;
    public const byte Measure = 0x00;

    /// <summary>FIFO_FULL on INT1: the FIFO holds as many entries as FIFO_SAMPLES says; active low, as after reset (bit 6 of RANGE).</summary>
    public const byte FifoFullOnInterrupt1 = 0x02;

    /// <summary>Self test mode, and the electrostatic force in it (section "Self test").</summary>
    public const byte SelfTestMode = 0x01;
    public const byte SelfTestForce = 0x02;

    /// <summary>Bit 7 (I2C high speed) as after reset; it means nothing on SPI.</summary>
    public const byte RangeFixedBits = 0x80;

    /// <summary>FIFO of 96 entries of one axis: 32 sets.</summary>
    public const int FifoEntriesMax = 96;
    public const int FifoSetsMax = 32;
    public const int AxisCount = 3;
    public const int EntryBytes = 3;
    public const int SetBytes = AxisCount * EntryBytes;

    /// <summary>Lowest two bits of a FIFO entry (section "FIFO"): read while empty, and first axis of a set.</summary>
    public const byte EntryEmpty = 0x02;
    public const byte EntryIsX = 0x01;

    /// <summary>Highest value of the 20-bit two's complement.</summary>
    public const int RawMax = 0x7FFFF;
    public const int RawMin = -0x80000;

    /// <summary>Bandwidth of the digital low-pass filter as a share of the output data rate (section "Filter").</summary>
    public const double BandwidthShare = 0.25;

    /// <summary>Chip temperature in degC from the 12-bit value: 1885 counts at 25 degC, -9.05 counts per degC (table 1, typical).</summary>
    public static float TemperatureC(ReadOnlySpan<byte> temperature) =>
        (float)(25 + (((temperature[0] & 0x0F) << 8 | temperature[1]) - TemperatureCountsAt25C) / TemperatureCountsPerC);

    public const int TemperatureCountsAt25C = 1885;
    public const double TemperatureCountsPerC = -9.05;

    public static ReadOnlySpan<byte> Identity => [0xAD, 0x1D, 0xED];

    /// <summary>Output data rates by the code in the Filter register.</summary>
    public static readonly double[] RatesHz = [4000, 2000, 1000, 500, 250, 125, 62.5, 31.25, 15.625, 7.813, 3.906];

    /// <summary>
    /// Group delay of the digital filter in sample intervals, by the same code (table "Digital filter group delay and profile"): a third-order
    /// decimator takes 1.5 intervals, the stages in front of it a constant 0.26 ms.
    /// </summary>
    public static readonly double[] FilterDelayIntervals = [2.52, 2.00, 1.78, 1.63, 1.57, 1.54, 1.51, 1.49, 1.50, 1.50, 1.50];
}
