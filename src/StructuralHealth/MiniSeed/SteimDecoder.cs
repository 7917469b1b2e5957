using System.Buffers.Binary;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Unpacks Steim-1 and Steim-2 frames (SEED 2.4, appendix B). Differences go straight into the caller's span and are summed there in a second pass;
/// nothing is allocated. In little-endian frames 8-bit and (Steim-1) 16-bit differences lie in memory order, each in its own byte order;
/// every other word is swapped as a whole: so do the files of the format's own library.
/// </summary>
internal static class SteimDecoder
{
    private const int LargestGroup = 7;

    /// <summary>Decodes as many samples as <paramref name="samples"/> is long.</summary>
    /// <returns>What went wrong, with the byte in <paramref name="data"/>; <see cref="SteimFault.None"/> when all is well.</returns>
    public static SteimFault Decode(ReadOnlySpan<byte> data, bool bigEndian, bool steim2, Span<int> samples)
    {
        if (samples.IsEmpty)
            return SteimFault.None;
        if (data.Length < SteimFrame.Bytes)
            return new SteimFault(0, $"{data.Length} bytes of data are no whole Steim frame of {SteimFrame.Bytes}");
        var fault = Unpack(data, bigEndian, steim2, samples);
        return fault.IsFault ? fault : Integrate(data, bigEndian, samples);
    }

    private static SteimFault Integrate(ReadOnlySpan<byte> data, bool bigEndian, Span<int> samples)
    {
        var value = Word(data, SteimFrame.FirstSampleByte, bigEndian);
        samples[0] = value;
        for (var index = 1; index < samples.Length; index++)
        {
            value += samples[index];
            samples[index] = value;
        }

        var last = Word(data, SteimFrame.LastSampleByte, bigEndian);
        return value == last
            ? SteimFault.None
            : new SteimFault(SteimFrame.LastSampleByte, $"the differences sum up to {value}, but the reverse integration constant is {last}: the data are damaged");
    }

    private static SteimFault Unpack(ReadOnlySpan<byte> data, bool bigEndian, bool steim2, Span<int> samples)
    {
        Span<int> tail = stackalloc int[LargestGroup];
        var written = 0;
        for (var frame = 0; frame + SteimFrame.Bytes <= data.Length; frame += SteimFrame.Bytes)
        {
            var control = Word(data, frame, bigEndian);
            for (var word = frame == 0 ? 3 : 1; word < SteimFrame.Words; word++)
            {
                var code = (control >> (30 - (2 * word))) & 3;
                if (code == 0)
                    continue;
                var target = samples.Length - written >= LargestGroup ? samples[written..] : tail;
                var place = frame + (4 * word);
                var count = steim2 ? Group2(data[place..], bigEndian, code, target) : Group1(data[place..], bigEndian, code, target);
                if (count == 0)
                    return new SteimFault(place, "a code that Steim-2 does not define: the data are damaged or in another encoding");
                if (Keep(samples, tail, ref written, count))
                    return SteimFault.None;
            }
        }

        return TooFew(data, written, samples.Length);
    }

    /// <summary>Unpacks one word of Steim-1.</summary>
    private static int Group1(ReadOnlySpan<byte> word, bool bigEndian, int code, Span<int> target)
    {
        switch (code)
        {
            case 1:
                Bytes(word, target);
                return 4;
            case 2:
                target[1] = bigEndian ? BinaryPrimitives.ReadInt16BigEndian(word[2..]) : BinaryPrimitives.ReadInt16LittleEndian(word[2..]);
                target[0] = bigEndian ? BinaryPrimitives.ReadInt16BigEndian(word) : BinaryPrimitives.ReadInt16LittleEndian(word);
                return 2;
            default:
                target[0] = Word(word, 0, bigEndian);
                return 1;
        }
    }

    /// <summary>Unpacks one word of Steim-2; 0 for an undefined code.</summary>
    private static int Group2(ReadOnlySpan<byte> data, bool bigEndian, int code, Span<int> target)
    {
        if (code == 1)
        {
            Bytes(data, target);
            return 4;
        }

        var word = Word(data, 0, bigEndian);
        switch ((code << 2) | (word >>> 30))
        {
            case 0b1001:
                target[0] = word << 2 >> 2;
                return 1;
            case 0b1010:
                target[1] = word << 17 >> 17;
                target[0] = word << 2 >> 17;
                return 2;
            case 0b1011:
                target[2] = word << 22 >> 22;
                target[1] = word << 12 >> 22;
                target[0] = word << 2 >> 22;
                return 3;
            case 0b1100:
                return Fields(word, 5, 6, target);
            case 0b1101:
                return Fields(word, 6, 5, target);
            case 0b1110:
                return Fields(word, 7, 4, target);
            default:
                return 0;
        }
    }

    private static int Fields(int word, int count, int bits, Span<int> target)
    {
        for (var index = count - 1; index >= 0; index--)
        {
            target[index] = word << (32 - bits) >> (32 - bits);
            word >>= bits;
        }

        return count;
    }

    private static void Bytes(ReadOnlySpan<byte> word, Span<int> target)
    {
        target[3] = (sbyte)word[3];
        target[2] = (sbyte)word[2];
        target[1] = (sbyte)word[1];
        target[0] = (sbyte)word[0];
    }

    /// <summary>Counts what was unpacked, near the end out of <paramref name="tail"/>; true once all samples are there.</summary>
    private static bool Keep(Span<int> samples, Span<int> tail, ref int written, int count)
    {
        var left = samples.Length - written;
        if (left < LargestGroup)
            tail[..Math.Min(count, left)].CopyTo(samples[written..]);
        written += Math.Min(count, left);
        return written == samples.Length;
    }

    private static SteimFault TooFew(ReadOnlySpan<byte> data, int found, int wanted) =>
        new(data.Length, $"the Steim frames hold {found} samples, the header says {wanted}");

    private static int Word(ReadOnlySpan<byte> data, int at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt32BigEndian(data[at..]) : BinaryPrimitives.ReadInt32LittleEndian(data[at..]);
}
