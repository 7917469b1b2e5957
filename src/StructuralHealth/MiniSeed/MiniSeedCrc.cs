using System.Buffers.Binary;
using System.Numerics;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) over a version 3 record whose CRC field counts as zero.</summary>
internal static class MiniSeedCrc
{
    public const int FieldByte = 28;
    private const int FieldBytes = 4;

    /// <summary>CRC of a whole record, at least 32 bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> record)
    {
        var crc = Add(uint.MaxValue, record[..FieldByte]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Add(crc, record[(FieldByte + FieldBytes)..]);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
