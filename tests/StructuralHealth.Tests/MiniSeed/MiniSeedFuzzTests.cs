using EdgeTwin.StructuralHealth.MiniSeed;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

/// <summary>Damaged files either decode or give the typed error; nothing else ever leaves the reader.</summary>
public sealed class MiniSeedFuzzTests
{
    private static readonly MiniSeedEncoding[] s_encodings =
        [MiniSeedEncoding.Text, MiniSeedEncoding.Int16, MiniSeedEncoding.Int32, MiniSeedEncoding.Float32, MiniSeedEncoding.Float64, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_FileWithRandomBytesChangedOrCutOff_DecodesOrGivesTheTypedError(bool checksCrc)
    {
        var (decoded, refused) = (0, 0);
        Prop.ForAll(Damaged.ToArbitrary(), bytes =>
        {
            try
            {
                ReadAll(bytes, new MiniSeedReadOptions { ChecksCrc = checksCrc });
                decoded++;
                return true;
            }
            catch (MiniSeedException exception)
            {
                refused++;
                return exception.ByteOffset >= 0 && exception.ByteOffset <= bytes.Length;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

        // The damage must reach both outcomes, or the property says nothing.
        Assert.True(decoded > 100 && refused > 100, $"{decoded} decoded, {refused} refused");
    }

    [Fact]
    public void Read_AnyBytesBehindAValidMagic_DecodesOrGivesTheTypedError() =>
        Prop.ForAll(Noise.ToArbitrary(), bytes =>
        {
            try
            {
                ReadAll(bytes, new MiniSeedReadOptions { ChecksCrc = false });
            }
            catch (MiniSeedException exception)
            {
                return exception.ByteOffset >= 0 && exception.ByteOffset <= bytes.Length;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

    private static void ReadAll(byte[] bytes, MiniSeedReadOptions options)
    {
        var records = MiniSeedReader.ReadRecords(bytes, options).ToList();
        foreach (var record in records)
        {
            if (record.SampleType == MiniSeedSampleType.Text)
                record.DecodeText();
            else
                record.Decode(new double[record.SampleCount]);
            record.ExtraHeadersText();
        }

        MiniSeedTrace.Assemble(records);
    }

    private static Gen<byte[]> Damaged =>
        from version in Gen.Elements(2, 3)
        from encoding in Gen.Elements(s_encodings)
        from samples in Gen.Choose(1, 400)
        from changes in Gen.Choose(0, 6)
        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 700)))
        from inHeader in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Damage(version, encoding, samples, changes, cut, inHeader, seed);

    private static byte[] Damage(int version, MiniSeedEncoding encoding, int samples, int changes, int cut, bool inHeader, int seed)
    {
        var random = new Random(seed);
        var options = MiniSeedFiles.Options(version, encoding, recordBytes: 256) with { ExtraHeaders = version == 3 && random.Next(2) == 0 ? """{"a":1}""" : "" };
        var bytes = MiniSeedFiles.Write(options, MiniSeedFiles.Wave(samples));
        for (var change = 0; change < changes; change++)
            bytes[random.Next(inHeader ? Math.Min(72, bytes.Length) : bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(2) * 255 : random.Next(256));
        return bytes[..Math.Max(0, bytes.Length - cut)];
    }

    private static Gen<byte[]> Noise =>
        from version in Gen.Elements(2, 3)
        from length in Gen.Choose(8, 600)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Random(version, length, seed);

    private static byte[] Random(int version, int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        if (version == 3)
            "MS\u0003"u8.CopyTo(bytes);
        else
            MiniSeedFiles.ByHand(seed % 2 == 0).AsSpan(0, Math.Min(length, 20 + (seed % 60))).CopyTo(bytes);
        return bytes;
    }
}
