namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>Registers of the NAU7802 (Nuvoton data sheet, revision 1.7, section 11).</summary>
internal static class Nau7802Registers
{
    public const int Address = 0x2A;

    /// <summary>PU_CTRL (section 11.1).</summary>
    public const byte PowerControl = 0x00;
    public const byte ResetBit = 0x01;
    public const byte PowerUpDigital = 0x02;
    public const byte PowerUpAnalog = 0x04;
    public const byte PowerUpReady = 0x08;
    public const byte CycleStart = 0x10;
    public const byte CycleReady = 0x20;
    public const byte SupplyFromLdo = 0x80;

    /// <summary>What stays as it was written while the chip measures, and the ready bit.</summary>
    public const byte PowerControlFixed = ResetBit | PowerUpDigital | PowerUpAnalog | PowerUpReady | SupplyFromLdo;

    /// <summary>CTRL1 (section 11.2): gain, voltage of the LDO, polarity of DRDY (0: high when ready).</summary>
    public const byte Control1 = 0x01;
    public const int LdoShift = 3;

    /// <summary>CTRL2 (section 11.3): calibration, rate, channel.</summary>
    public const byte Control2 = 0x02;
    public const byte CalibrationModeMask = 0x03;
    public const byte CalibrationStart = 0x04;
    public const byte CalibrationError = 0x08;
    public const int RateShift = 4;
    public const byte SecondChannel = 0x80;

    /// <summary>The I2C control register, which also switches the input; the result and the ADC register follow it.</summary>
    public const byte I2cControl = 0x11;
    public const int ResultBytes = 3;

    /// <summary>ADC register: REG_CHPS = 11 switches the clock of the chopper off (section 9.1, power-on sequencing).</summary>
    public const byte Adc = 0x15;
    public const byte ChopperOff = 0x30;

    /// <summary>PGA: all normal. POWER_CTRL: the capacitor between the pins of channel 2 smooths the amplifier of channel 1 (section 9.4).</summary>
    public const byte Pga = 0x1B;
    public const byte PowerOptions = 0x1C;
    public const byte PgaCapacitor = 0x80;

    /// <summary>Revision: the low nibble is F.</summary>
    public const byte Revision = 0x1F;
    public const byte RevisionMask = 0x0F;
    public const byte RevisionCode = 0x0F;

    /// <summary>Codes at the ends of the range.</summary>
    public const int CodeMax = 0x7FFFFF;
    public const int CodeMin = -0x800000;

    /// <summary>The input range is half the reference to either side, over the gain: 24 bits are one reference (section 7.2).</summary>
    public const double CodesPerReference = 0x1000000;

    public static readonly int[] Gains = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Voltages of the LDO by their code.</summary>
    public static readonly string[] LdoVolts = ["4.5", "4.2", "3.9", "3.6", "3.3", "3.0", "2.7", "2.4"];

    public static readonly double[] RatesHz = [10, 20, 40, 80, 320];

    /// <summary>Code of a rate in CTRL2.</summary>
    public static byte RateCode(double rateHz) => rateHz switch
    {
        20 => 1,
        40 => 2,
        80 => 3,
        320 => 7,
        _ => 0,
    };

    /// <summary>Rate of a code in CTRL2.</summary>
    public static double RateHz(int code) => code switch
    {
        1 => 20,
        2 => 40,
        3 => 80,
        7 => 320,
        _ => 10,
    };

    /// <summary>The signed 24-bit value of a result.</summary>
    public static int Code(ReadOnlySpan<byte> data) => (data[0] << 24 | data[1] << 16 | data[2] << 8) >> 8;
}
