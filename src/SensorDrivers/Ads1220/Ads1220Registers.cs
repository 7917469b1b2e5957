namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>Commands and configuration registers of the ADS1220 (data sheet SBAS501C, sections 8.5.3 and 8.6).</summary>
internal static class Ads1220Registers
{
    public const byte PowerDown = 0x02;
    public const byte Reset = 0x06;
    public const byte Start = 0x08;
    public const byte ReadData = 0x10;

    /// <summary>RREG and WREG: bits 3:2 the first register, bits 1:0 the number of registers less one.</summary>
    public const byte ReadRegisters = 0x20;
    public const byte WriteRegisters = 0x40;
    public const byte AllFour = 0x03;
    public const byte CommandMask = 0xF0;

    public const int RegisterCount = 4;
    public const int DataBytes = 3;

    public const int MuxShift = 4;
    public const int GainShift = 1;
    public const int RateShift = 5;
    public const byte TurboMode = 0x10;
    public const byte ModeMask = 0x18;
    public const byte ContinuousConversion = 0x04;

    /// <summary>The temperature sensor takes the place of the input and of the gain (section 8.3.13).</summary>
    public const byte TemperatureSensor = 0x02;

    /// <summary>Burn-out current sources: 10 uA into the positive input and out of the negative one (section 8.3.10).</summary>
    public const byte BurnOutCurrents = 0x01;

    public const byte ReferenceInternal = 0x00;
    public const byte ReferenceMask = 0xC0;
    public const byte ReferencePins = 0x40;
    public const byte ReferenceSupply = 0xC0;
    public const byte Reject50And60Hz = 0x10;

    /// <summary>Codes at the ends of the range; the output clips there (section 8.5.2).</summary>
    public const int CodeMax = 0x7FFFFF;
    public const int CodeMin = -0x800000;
    public const double CodesPerUnit = 0x800000;

    /// <summary>Codes of the multiplexer that measure the chip itself (section 8.3.11).</summary>
    public const byte MuxReferenceQuarter = 0x0C;
    public const byte MuxSupplyQuarter = 0x0D;
    public const byte MuxShorted = 0x0E;
    public const double MonitorDivider = 4;

    /// <summary>The internal reference (section 6.5).</summary>
    public const double InternalReferenceV = 2.048;

    /// <summary>The temperature is in the upper 14 bits of the result (section 8.3.13).</summary>
    public const int TemperatureShift = 10;
    public const double DegCPerTemperatureCount = 0.03125;

    public static readonly int[] Gains = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Differential inputs by the code of the multiplexer.</summary>
    public static readonly string[] Inputs =
        ["ain0-ain1", "ain0-ain2", "ain0-ain3", "ain1-ain2", "ain1-ain3", "ain2-ain3", "ain1-ain0", "ain3-ain2"];

    /// <summary>The signed 24-bit value of a result (section 8.5.2).</summary>
    public static int Code(ReadOnlySpan<byte> data) => (data[0] << 24 | data[1] << 16 | data[2] << 8) >> 8;

    /// <summary>Temperature of the chip in degC from the code of a conversion of its sensor (section 8.3.13).</summary>
    public static double TemperatureC(int code) => (code >> TemperatureShift) * DegCPerTemperatureCount;
}
