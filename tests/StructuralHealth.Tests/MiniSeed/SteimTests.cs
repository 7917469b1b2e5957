using FsCheck;
using FsCheck.Fluent;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class SteimTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EncodeThenDecode_AnyDifferences_IsTheSame(bool steim2) =>
        Prop.ForAll(Series(steim2).ToArbitrary(), samples =>
        {
            var frames = new byte[SteimFrame.Bytes * 400];
            var packed = SteimEncoder.Encode(samples, 0, frames, steim2, new Steim1Packing(samples.Length));
            var decoded = new int[samples.Length];
            return packed.Samples == samples.Length
                && !SteimDecoder.Decode(frames.AsSpan(0, packed.Frames * SteimFrame.Bytes), true, steim2, decoded).IsFault
                && decoded.AsSpan().SequenceEqual(samples);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Encode_ShortSeries_NeedsNoMoreWordsThanAnyPackingDoes(bool steim2) =>
        Prop.ForAll(Series(steim2).Where(samples => samples.Length <= 60).ToArbitrary(), samples =>
        {
            var frames = new byte[SteimFrame.Bytes * 8];
            SteimEncoder.Encode(samples, 0, frames, steim2, new Steim1Packing(samples.Length));
            return WordsUsed(frames) == FewestWords(samples, steim2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Encode_SevenDifferencesOf4Bits_TakesOneWordOfTheStandardsForm()
    {
        var frames = new byte[SteimFrame.Bytes];

        // Differences 0 (not used), 1, -1, 7, -8, 0, 2.
        var packed = SteimEncoder.Encode([10, 11, 10, 17, 9, 9, 11], 0, frames, steim2: true, null);

        Assert.Equal(new SteimPacked(7, 1, -1), packed);
        // Control word: code 3 for word 3. First and last sample. Then head 10, two bits unused, seven times four bits.
        Assert.Equal("030000000000000A0000000B801F7802", Convert.ToHexString(frames[..16]));
    }

    /// <summary>Frames by libmseed 2.19 on a little-endian machine, its encoder told not to swap: 16-bit differences of Steim-1 lie in memory order, words of Steim-2 are swapped whole.</summary>
    [Theory]
    [InlineData(false, "809FAB0105000000EA5EF8FF0001FF03FBFF7F00B6FEFFFFF975008340190100E8030100010161F6A6FFFFFF8849F7FF010009")]
    [InlineData(true, "809AAA0305000000EA5EF8FFFBF00700FFDBFAC7F97500400083FF7F401901400100F481010161F6A6FFFF7F8849F77F09800080")]
    public void Decode_LittleEndianFramesOfTheFormatsLibrary_IsItsInput(bool steim2, string frame)
    {
        int[] expected = [5, 6, 5, 8, 3, 130, -200, -201, 30000, -2000, 70000, 71000, 71001, 71002, 71003, 71100, 71090, 71000, -500000, -499999, -499990];
        var decoded = new int[expected.Length];

        var fault = SteimDecoder.Decode(Convert.FromHexString(frame.PadRight(2 * SteimFrame.Bytes, '0')), bigEndian: false, steim2, decoded);

        Assert.False(fault.IsFault, fault.What);
        Assert.Equal(expected, decoded);
    }

    [Fact]
    public void Decode_LastSampleAgainstTheConstant_IsAFaultAtItsByte()
    {
        var frames = new byte[SteimFrame.Bytes];
        SteimEncoder.Encode([10, 11, 12], 0, frames, steim2: true, null);
        frames[11] ^= 1;

        var fault = SteimDecoder.Decode(frames, true, true, new int[3]);

        Assert.Equal(8, fault.Byte);
        Assert.Contains("sum up to 12, but the reverse integration constant is 13", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_CodeThatSteim2DoesNotDefine_IsAFaultAtItsWord()
    {
        var frames = new byte[SteimFrame.Bytes];
        frames[0] = 0x03;
        frames[12] = 0xC0;

        var fault = SteimDecoder.Decode(frames, true, true, new int[3]);

        Assert.Equal(12, fault.Byte);
        Assert.Contains("a code that Steim-2 does not define", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_FewerSamplesThanTheHeaderSays_IsAFault()
    {
        var frames = new byte[SteimFrame.Bytes];
        SteimEncoder.Encode([10, 11, 12], 0, frames, steim2: true, null);

        var fault = SteimDecoder.Decode(frames, true, true, new int[4]);

        Assert.Contains("hold 3 samples, the header says 4", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, (1 << 29) - 1, -1)]
    [InlineData(true, -(1 << 29), -1)]
    [InlineData(true, 1 << 29, 1)]
    [InlineData(true, -(1 << 29) - 1, 1)]
    [InlineData(false, 1 << 29, -1)]
    public void Encode_DifferenceAtTheEdgeOfItsBits_FitsOrNamesTheSample(bool steim2, int second, int overflowAt)
    {
        var packed = SteimEncoder.Encode([0, second], 0, new byte[SteimFrame.Bytes], steim2, new Steim1Packing(2));

        Assert.Equal(overflowAt, packed.OverflowAt);
    }

    [Fact]
    public void Encode_DifferenceOf33Bits_DoesNotFitSteim1()
    {
        var packed = SteimEncoder.Encode([int.MaxValue, -2], 0, new byte[SteimFrame.Bytes], steim2: false, new Steim1Packing(2));

        Assert.Equal(1, packed.OverflowAt);
    }

    /// <summary>Series whose differences change their width often, up to the widest that the encoding holds.</summary>
    private static Gen<int[]> Series(bool steim2) =>
        from length in Gen.Choose(1, 300)
        from widths in Gen.Choose(1, steim2 ? 30 : 31).ArrayOf(length)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Walk(widths, new Random(seed), steim2);

    private static int[] Walk(int[] widths, Random random, bool steim2)
    {
        var samples = new int[widths.Length];
        var value = 0L;
        for (var index = 0; index < widths.Length; index++)
        {
            // Mostly of one width for a while, so that words of every kind are filled.
            var bits = widths[index / 9 * 9];
            var difference = random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1));
            if (Math.Abs(value + difference) <= int.MaxValue)
                value += difference;
            samples[index] = (int)value;
        }

        return samples;
    }

    private static int WordsUsed(byte[] frames)
    {
        var words = 0;
        for (var frame = 0; frame < frames.Length; frame += SteimFrame.Bytes)
        {
            var control = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(frames.AsSpan(frame));
            for (; control != 0; control >>= 2)
                words += (control & 3) == 0 ? 0 : 1;
        }

        return words;
    }

    /// <summary>The fewest words by trying every packing from the end.</summary>
    private static int FewestWords(int[] samples, bool steim2)
    {
        (int Count, int Bits)[] words = steim2 ? [(1, 30), (2, 15), (3, 10), (4, 8), (5, 6), (6, 5), (7, 4)] : [(1, 32), (2, 16), (4, 8)];
        var fewest = new int[samples.Length + 1];
        for (var at = samples.Length - 1; at >= 0; at--)
        {
            fewest[at] = int.MaxValue;
            foreach (var (count, bits) in words)
            {
                if (at + count <= samples.Length && Enumerable.Range(at, count).All(index => Fits(samples, index, bits)))
                    fewest[at] = Math.Min(fewest[at], 1 + fewest[at + count]);
            }
        }

        return fewest[0];
    }

    private static bool Fits(int[] samples, int index, int bits)
    {
        var difference = index == 0 ? 0 : (long)samples[index] - samples[index - 1];
        return difference >= -(1L << (bits - 1)) && difference < 1L << (bits - 1);
    }
}
