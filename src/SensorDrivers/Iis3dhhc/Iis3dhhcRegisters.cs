using System.Buffers.Binary;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>Registers, bits and figures of the IIS3DHHC and LIS3DHH (data sheets DS12292 and DocID030220, section 7, "Register description").</summary>
internal static class Iis3dhhcRegisters
{
    public const byte WhoAmI = 0x0F;
    public const byte Control1 = 0x20;
    public const byte Interrupt1Control = 0x21;
    public const byte Interrupt2Control = 0x22;
    public const byte Control4 = 0x23;
    public const byte Control5 = 0x24;
    public const byte TemperatureLow = 0x25;
    public const byte TemperatureHigh = 0x26;
    public const byte Status = 0x27;
    public const byte OutXLow = 0x28;
    public const byte OutZHigh = 0x2D;
    public const byte FifoControl = 0x2E;
    public const byte FifoSource = 0x2F;

    public const byte Identity = 0x11;

    /// <summary>Control1: measure at 1.1 kHz; let the address count up; reset; output registers wait until both bytes are read.</summary>
    public const byte NormalMode = 0x80;
    public const byte CountUp = 0x40;
    public const byte SoftwareReset = 0x04;
    public const byte BlockDataUpdate = 0x01;
    public const byte Control1AfterReset = CountUp;

    /// <summary>Interrupt1Control: the FIFO's threshold on INT1.</summary>
    public const byte Threshold = 0x08;

    /// <summary>Control4: IIR instead of the linear-phase FIR, 235 Hz instead of 440 Hz.</summary>
    public const byte NonlinearPhase = 0x80;
    public const byte Bandwidth235 = 0x40;

    /// <summary>Control4: self test with a positive or a negative force.</summary>
    public const byte SelfTestPositive = 0x10;
    public const byte SelfTestNegative = 0x20;
    public const byte FifoEnable = 0x02;

    /// <summary>Control4, bit 0: compensates the offset's temperature (IIS3DHHC), and must be 1 (LIS3DHH).</summary>
    public const byte TemperatureCompensation = 0x01;
    public const byte Control4AfterReset = TemperatureCompensation;

    /// <summary>Control5: needed above 6 MHz.</summary>
    public const byte FastSpi = 0x01;
    public const int FastSpiClockHz = 6_000_000;

    /// <summary>FifoControl: drop the oldest sets when full.</summary>
    public const byte Continuous = 0xC0;
    public const byte FifoModeMask = 0xE0;
    public const byte ThresholdMask = 0x1F;

    public const byte SourceThreshold = 0x80;
    public const byte SourceOverrun = 0x40;
    public const byte SourceCountMask = 0x3F;

    public const int FifoSets = 32;
    public const int AxisCount = 3;
    public const int SetBytes = AxisCount * sizeof(short);
    public const int SpiClockHzMax = 10_000_000;

    /// <summary>The only output data rate.</summary>
    public const double RateHz = 1100;

    /// <summary>Sensitivity: 0.076 mg per count.</summary>
    public const double Mps2PerCount = 0.076e-3 * 9.80665;

    /// <summary>Noise density: 45 micro-g per square root of Hz.</summary>
    public const double NoiseDensityMps2 = 45e-6 * 9.80665;

    /// <summary>Bandwidths that can be chosen.</summary>
    public static readonly int[] BandwidthsHz = [235, 440];

    /// <summary>The signed count of an axis: 16 bits, low byte first.</summary>
    public static short Raw(ReadOnlySpan<byte> set, int axis) => BinaryPrimitives.ReadInt16LittleEndian(set[(axis * sizeof(short))..]);

    /// <summary>Temperature in degC: 12 bits left-justified in 16, 16 counts per degree, 0 at 25 degC.</summary>
    public static float TemperatureC(byte low, byte high) => (short)(high << 8 | low) / 256f + 25;
}
