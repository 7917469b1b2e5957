using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Encodings of fixed width between a record's bytes and spans, in either byte order. All bits are kept, also those of a NaN.</summary>
internal static class FixedWidth
{
    public static void Read(ReadOnlySpan<byte> data, bool bigEndian, Span<int> samples)
    {
        MemoryMarshal.Cast<byte, int>(data)[..samples.Length].CopyTo(samples);
        if (bigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(samples, samples);
    }

    public static void Read(ReadOnlySpan<byte> data, bool bigEndian, Span<float> samples) =>
        Read(data, bigEndian, MemoryMarshal.Cast<float, int>(samples));

    public static void Read(ReadOnlySpan<byte> data, bool bigEndian, Span<double> samples)
    {
        var bits = MemoryMarshal.Cast<double, long>(samples);
        MemoryMarshal.Cast<byte, long>(data)[..bits.Length].CopyTo(bits);
        if (bigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(bits, bits);
    }

    public static void ReadInt16(ReadOnlySpan<byte> data, bool bigEndian, Span<int> samples)
    {
        var stored = MemoryMarshal.Cast<byte, short>(data);
        var swaps = bigEndian == BitConverter.IsLittleEndian;
        for (var index = 0; index < samples.Length; index++)
            samples[index] = swaps ? BinaryPrimitives.ReverseEndianness(stored[index]) : stored[index];
    }

    public static void Write(ReadOnlySpan<int> samples, Span<byte> data, bool bigEndian)
    {
        var target = MemoryMarshal.Cast<byte, int>(data)[..samples.Length];
        samples.CopyTo(target);
        if (bigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(target, target);
    }

    public static void Write(ReadOnlySpan<float> samples, Span<byte> data, bool bigEndian) =>
        Write(MemoryMarshal.Cast<float, int>(samples), data, bigEndian);

    public static void Write(ReadOnlySpan<double> samples, Span<byte> data, bool bigEndian)
    {
        var target = MemoryMarshal.Cast<byte, long>(data)[..samples.Length];
        MemoryMarshal.Cast<double, long>(samples).CopyTo(target);
        if (bigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(target, target);
    }

    public static void WriteInt16(ReadOnlySpan<int> samples, Span<byte> data, bool bigEndian)
    {
        var target = MemoryMarshal.Cast<byte, short>(data);
        var swaps = bigEndian == BitConverter.IsLittleEndian;
        for (var index = 0; index < samples.Length; index++)
            target[index] = swaps ? BinaryPrimitives.ReverseEndianness((short)samples[index]) : (short)samples[index];
    }

    /// <summary>The upper half of <paramref name="samples"/> as room for as many values of 32 bits, to be widened by <see cref="Widen"/>.</summary>
    public static Span<T> UpperHalf<T>(Span<double> samples)
        where T : unmanaged => MemoryMarshal.Cast<double, T>(samples)[samples.Length..];

    /// <summary>Widens the values in the upper half from the front: the double written never reaches a value that is still to be read.</summary>
    public static void Widen<T>(Span<double> samples)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var narrow = UpperHalf<T>(samples);
        for (var index = 0; index < samples.Length; index++)
            samples[index] = double.CreateTruncating(narrow[index]);
    }
}
