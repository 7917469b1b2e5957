namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>
/// Registers of the seesaw firmware on Adafruit's soil sensor (product 4026), each named by a module and a function. There is no data sheet:
/// names, values and waiting times are those of Adafruit's own libraries for Arduino and CircuitPython.
/// </summary>
internal static class SeesawProtocol
{
    public const byte StatusModule = 0x00;
    public const byte HardwareId = 0x01;
    public const byte Version = 0x02;
    public const byte Temperature = 0x04;
    public const byte SoftReset = 0x7F;
    public const byte SoftResetKey = 0xFF;
    public const byte TouchModule = 0x0F;
    public const byte TouchChannel0 = 0x10;

    public const int AddressMin = 0x36;
    public const int AddressMax = 0x39;

    public const int RegisterBytes = 2;
    public const int TouchBytes = 2;
    public const int WordBytes = 4;

    /// <summary>Microcontrollers that run the firmware: SAMD09 (SAMD10 on the soil sensor), and ATtiny 806, 807, 816, 817, 1616, 1617.</summary>
    public static ReadOnlySpan<byte> HardwareIds => [0x55, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89];

    /// <summary>The upper half of the version is the number of the product, the lower half a date.</summary>
    public const ushort SoilSensorProduct = 4026;
    public const int ProductShift = 16;

    /// <summary>What any register reads before its value is there.</summary>
    public const byte NotReady = 0xFF;
    public const ushort TouchNotReady = 0xFFFF;
    public const uint WordNotReady = 0xFFFF_FFFF;

    /// <summary>Adafruit's library reads again above this; about 200 is dry air and 2000 water.</summary>
    public const int TouchMax = 4095;

    /// <summary>Between writing a register and reading it: 5 ms for the touch channel, 1 ms for the others. A repeated start reads nonsense.</summary>
    public const long TouchNs = 6_000_000;
    public const long WordNs = 2_000_000;
    public static readonly TimeSpan WordTime = TimeSpan.FromMilliseconds(2);

    /// <summary>The firmware starts anew after a reset.</summary>
    public const long ResetNs = 500_000_000;

    /// <summary>Temperature as a signed number with 16 bits behind the point.</summary>
    public const double DegreesPerCount = 1.0 / 65_536;
    public const double TemperatureMinC = -40;
    public const double TemperatureMaxC = 85;
}
