namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Commands, check sum and conversions of the SHT4x (data sheet SHT4x, sections 4.4 to 4.6).</summary>
internal static class Sht4xProtocol
{
    public const byte MeasureHighPrecision = 0xFD;
    public const byte ReadSerialNumber = 0x89;
    public const byte SoftReset = 0x94;

    public const int AddressMin = 0x44;
    public const int AddressMax = 0x46;

    /// <summary>Two words of two bytes, each followed by its check sum.</summary>
    public const int AnswerBytes = 6;
    public const int WordBytes = 3;

    /// <summary>Longest high-precision measurement (table 5: 8.3 ms) and reset (1 ms), each with a margin.</summary>
    public const long MeasurementNs = 9_000_000;
    public const long ResetNs = 2_000_000;

    public const double TemperatureMinC = -45;
    public const double TemperatureSpanC = 175;
    public const double HumidityMinPercent = -6;
    public const double HumiditySpanPercent = 125;
    public const double WordMax = 65_535;

    private const byte CrcPolynomial = 0x31;
    private const byte CrcStart = 0xFF;

    /// <summary>CRC-8 over the bytes, polynomial 0x31, start 0xFF.</summary>
    public static byte Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = CrcStart;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (byte)((crc & 0x80) != 0 ? crc << 1 ^ CrcPolynomial : crc << 1);
        }

        return crc;
    }

    /// <summary>Whether both words of an answer have the right check sum. A word alone is not trusted: one in 256 is right by chance.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> answer) =>
        Crc(answer[..2]) == answer[2] && Crc(answer[WordBytes..(WordBytes + 2)]) == answer[WordBytes + 2];

    /// <summary>Degrees Celsius.</summary>
    public static double Temperature(ReadOnlySpan<byte> word) => TemperatureMinC + TemperatureSpanC * Word(word) / WordMax;

    /// <summary>Percent relative humidity; the formula goes beyond the physical range, and the data sheet says to crop it.</summary>
    public static double Humidity(ReadOnlySpan<byte> word) =>
        Math.Clamp(HumidityMinPercent + HumiditySpanPercent * Word(word) / WordMax, 0, 100);

    private static int Word(ReadOnlySpan<byte> bytes) => bytes[0] << 8 | bytes[1];
}
