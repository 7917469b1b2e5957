using System.Buffers.Binary;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>Words of two bytes, each followed by its check sum, as Sensirion's chips answer (data sheets SHT3x, section 4.12; SHT4x, section 4.4).</summary>
internal static class SensirionWords
{
    public const int WordBytes = 3;
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

    /// <summary>Whether all words of an answer have the right check sum. A word alone is not trusted: one in 256 is right by chance.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> answer)
    {
        for (var at = 0; at < answer.Length; at += WordBytes)
        {
            if (Crc(answer.Slice(at, WordBytes - 1)) != answer[at + WordBytes - 1])
                return false;
        }

        return true;
    }

    /// <summary>The word of an answer, by its place.</summary>
    public static ushort Word(ReadOnlySpan<byte> answer, int index) => BinaryPrimitives.ReadUInt16BigEndian(answer[(index * WordBytes)..]);

    /// <summary>Writes a word and its check sum.</summary>
    public static void Write(Span<byte> answer, int index, ushort word)
    {
        var place = answer.Slice(index * WordBytes, WordBytes);
        BinaryPrimitives.WriteUInt16BigEndian(place, word);
        place[WordBytes - 1] = Crc(place[..(WordBytes - 1)]);
    }
}
