namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>
/// The nine bytes of a DS18B20's memory (data sheet DS18B20, figure 9): temperature (2 bytes), alarm thresholds (2), configuration,
/// reserved (3), check sum.
/// </summary>
internal static class Ds18b20Scratchpad
{
    public const int Bytes = 9;
    public const int Configuration = 4;
    public const int CountRemain = 6;
    public const int CheckSum = 8;

    /// <summary>Bits 5 and 6 of the configuration are the resolution; the others always read 1, but for bit 7.</summary>
    public const int ResolutionShift = 5;
    public const int ResolutionBitsMin = 9;
    public const int ResolutionBitsMax = 12;
    public const byte ConfigurationOnes = 0x1F;

    public const double DegreesPerCount = 0.0625;
    public const int MillidegreesPerDegree = 1000;
    public const int CountsPerDegree = 16;
    public const double TemperatureMinC = -55;
    public const double TemperatureMaxC = 125;

    /// <summary>The temperature register after power-on: +85 degC, with 0x0C in byte 6, where a conversion to 85 degC leaves 0x10.</summary>
    public const short PowerOnCounts = 0x0550;
    public const byte PowerOnCountRemain = 0x0C;

    /// <summary>The register when the supply broke down in the middle of a conversion (the kernel knows it too).</summary>
    public const short BrokenCounts = 0x07FF;

    /// <summary>What a shorted data line reads; its check sum is right.</summary>
    private const byte CrcPolynomial = 0x8C;

    /// <summary>CRC-8 of 1-Wire (x8 + x5 + x4 + 1, lowest bit first, start 0; Maxim application note 27).</summary>
    public static byte Crc(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (byte)((crc & 1) != 0 ? crc >> 1 ^ CrcPolynomial : crc >> 1);
        }

        return crc;
    }

    /// <summary>The configuration register for a resolution.</summary>
    public static byte ConfigurationFor(int bits) => (byte)((bits - ResolutionBitsMin) << ResolutionShift | ConfigurationOnes);

    /// <summary>Counts of 1/16 degC; at less than 12 bits the lowest ones are undefined and are cut off.</summary>
    public static short Counts(ReadOnlySpan<byte> scratchpad, int bits) =>
        (short)((short)(scratchpad[0] | scratchpad[1] << 8) & -1 << (ResolutionBitsMax - bits));
}
