using System.Buffers.Binary;
using System.Numerics;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Packs integers into big-endian Steim-1 or Steim-2 frames (SEED 2.4, appendix B), as many differences into each word as fit.
/// For Steim-2 no other packing needs fewer words: each count from 1 to 7 has a code, and fewer differences are never given fewer bits,
/// so a word that starts later never ends earlier. Steim-1 has no code for three; there <see cref="Steim1Packing"/> looks ahead.
/// </summary>
internal static class SteimEncoder
{
    /// <summary>Bits of each difference when a word holds 1, 2, 3 … differences.</summary>
    private static ReadOnlySpan<byte> Bits2 => [0, 30, 15, 10, 8, 6, 5, 4];

    /// <summary>The 2-bit code of the control word for 1 to 7 differences in a word.</summary>
    private static ReadOnlySpan<byte> Codes2 => [0, 2, 2, 2, 1, 3, 3, 3];

    /// <summary>The 2 bits at the head of the word for 1 to 7 differences; none for 4.</summary>
    private static ReadOnlySpan<byte> Heads2 => [0, 1, 2, 3, 0, 0, 1, 2];

    /// <summary>The bits that hold every difference of the encoding: 32 or 30, two's complement.</summary>
    public static int WidestBits(bool steim2) => steim2 ? 30 : 32;

    /// <summary>Packs samples until the frames are full, the samples end, or a difference is too wide.</summary>
    /// <param name="samples">At least one sample.</param>
    /// <param name="firstDifference">First sample less the one before it in the series, where that fits; else 0. Readers do not use it.</param>
    /// <param name="frames">Whole frames, at least one; cleared here.</param>
    /// <param name="steim2">Steim-2 instead of Steim-1.</param>
    /// <param name="counts">Scratch of Steim-1's packing; unused for Steim-2.</param>
    public static SteimPacked Encode(ReadOnlySpan<int> samples, int firstDifference, Span<byte> frames, bool steim2, Steim1Packing? counts)
    {
        frames.Clear();
        var words = (int)SteimFrame.WordsIn(frames.Length);
        var overflow = -1;
        counts?.Plan(samples, firstDifference, words);
        var (packed, word) = (0, 0);
        while (packed < samples.Length && word < words)
        {
            var count = steim2 ? Count2(samples, packed, firstDifference) : counts!.Next();
            if (count == 0)
            {
                overflow = packed;
                break;
            }

            Put(samples, packed, firstDifference, count, frames, word++, steim2);
            packed += count;
        }

        if (packed > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(frames[SteimFrame.FirstSampleByte..], samples[0]);
            BinaryPrimitives.WriteInt32BigEndian(frames[SteimFrame.LastSampleByte..], samples[packed - 1]);
        }

        var usedFrames = (word + 2 + SteimFrame.Words - 2) / (SteimFrame.Words - 1);
        return new SteimPacked(packed, Math.Max(1, usedFrames), overflow);
    }

    /// <summary>A sample less the one before it, which 32 bits need not hold.</summary>
    public static long Difference(ReadOnlySpan<int> samples, int index, int firstDifference) =>
        index == 0 ? firstDifference : (long)samples[index] - samples[index - 1];

    /// <summary>Bits of a difference in two's complement, sign included.</summary>
    public static int BitsOf(long difference) => 65 - BitOperations.LeadingZeroCount((ulong)(difference ^ (difference >> 63)));

    /// <summary>How many of the next differences one word of Steim-2 takes; 0 when the first needs more than 30 bits.</summary>
    private static int Count2(ReadOnlySpan<int> samples, int at, int firstDifference)
    {
        var most = Math.Min(7, samples.Length - at);
        var (count, widest) = (0, 0);
        while (count < most)
        {
            widest = Math.Max(widest, BitsOf(Difference(samples, at + count, firstDifference)));
            if (widest > Bits2[count + 1])
                break;
            count++;
        }

        return count;
    }

    private static void Put(ReadOnlySpan<int> samples, int at, int firstDifference, int count, Span<byte> frames, int word, bool steim2)
    {
        var bits = steim2 ? Bits2[count] : 32 / count;
        var mask = bits == 32 ? uint.MaxValue : (1u << bits) - 1;
        var value = steim2 ? (uint)Heads2[count] : 0u;
        if (bits * count < 30 && steim2)
            value <<= 30 - (bits * count);
        for (var index = 0; index < count; index++)
            value = (bits == 32 ? 0 : value << bits) | ((uint)Difference(samples, at + index, firstDifference) & mask);

        var place = word + 2;
        var frame = place / (SteimFrame.Words - 1) * SteimFrame.Bytes;
        var inFrame = (place % (SteimFrame.Words - 1)) + 1;
        BinaryPrimitives.WriteUInt32BigEndian(frames[(frame + (4 * inFrame))..], value);
        var code = steim2 ? Codes2[count] : 3 - BitOperations.Log2((uint)count);
        var control = BinaryPrimitives.ReadUInt32BigEndian(frames[frame..]);
        BinaryPrimitives.WriteUInt32BigEndian(frames[frame..], control | ((uint)code << (30 - (2 * inFrame))));
    }
}
