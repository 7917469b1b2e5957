using System.Buffers;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>
/// A quarter of an hour of one axis at 1 kHz as miniSEED, through the whole writer and reader, against the bare Steim functions of libmseed
/// (Debian's libmseed2), the format's own library.
/// </summary>
[MemoryDiagnoser]
public class MiniSeedBenchmark
{
    private const int SampleCount = 900_000;
    private const int RecordBytes = 4096;
    private readonly int[] _samples = new int[SampleCount];
    private readonly int[] _decoded = new int[SampleCount];
    private readonly byte[] _frames = new byte[RecordBytes - 64];
    private readonly byte[] _name = new byte[64];
    private readonly ArrayBufferWriter<byte> _output = new(SampleCount * 5);
    private List<MiniSeedRecord> _records = [];
    private byte[][] _packed = [];

    [Params(MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2)]
    public MiniSeedEncoding Encoding { get; set; }

    /// <summary>Noise of some 300 counts with a mode and, now and then, a vehicle: differences of 8 to 12 bits.</summary>
    [GlobalSetup]
    public void Create()
    {
        var random = new Random(1);
        for (var index = 0; index < SampleCount; index++)
        {
            var vehicle = index / 20_000 % 3 == 0 ? 6000 * Math.Sin(index * 0.05) : 0;
            _samples[index] = (int)((2000 * Math.Sin(index * 0.02)) + vehicle + (300 * (random.NextDouble() - 0.5)));
        }

        Write();
        _records = [.. MiniSeedReader.ReadRecords(_output.WrittenMemory.ToArray())];
        _packed = [.. _records.Select(record => record.Data.ToArray())];
        if (LibmseedDecode() != SampleCount || Decode() != SampleCount || !_decoded.AsSpan().SequenceEqual(_samples))
            throw new InvalidOperationException("What was decoded is not what was written.");
        Console.WriteLine($"// {Encoding}: {(double)_output.WrittenCount / SampleCount:F3} bytes a sample, headers included");
    }

    [Benchmark]
    public long Write()
    {
        _output.ResetWrittenCount();
        var writer = new MiniSeedWriter(
            new MiniSeedWriteOptions
            {
                SourceIdentifier = new FdsnSourceIdentifier("XX", "EDGE", "01", "F", "N", "3"), SampleRateHz = 1000, FormatVersion = 2, Encoding = Encoding, RecordBytes = RecordBytes,
            },
            _output);
        writer.StartSegment(0);
        writer.Append(_samples);
        writer.Flush();
        return writer.ByteCount;
    }

    [Benchmark]
    public int Decode()
    {
        var at = 0;
        foreach (var record in _records)
        {
            record.Decode(_decoded.AsSpan(at));
            at += record.SampleCount;
        }

        return at;
    }

    [Benchmark]
    public int LibmseedEncode()
    {
        var at = 0;
        while (at < SampleCount)
        {
            at += Encoding == MiniSeedEncoding.Steim2
                ? EncodeSteim2(ref _samples[at], SampleCount - at, ref _frames[0], _frames.Length, 0, ref _name[0], 1)
                : EncodeSteim1(ref _samples[at], SampleCount - at, ref _frames[0], _frames.Length, 0, 1);
        }

        return at;
    }

    [Benchmark]
    public int LibmseedDecode()
    {
        var at = 0;
        for (var index = 0; index < _packed.Length; index++)
        {
            var packed = _packed[index];
            var count = _records[index].SampleCount;
            at += Encoding == MiniSeedEncoding.Steim2
                ? DecodeSteim2(ref packed[0], packed.Length, count, ref _decoded[at], count * sizeof(int), ref _name[0], 1)
                : DecodeSteim1(ref packed[0], packed.Length, count, ref _decoded[at], count * sizeof(int), ref _name[0], 1);
        }

        return at;
    }

    [DllImport("libmseed.so.2", EntryPoint = "msr_encode_steim1")]
    private static extern int EncodeSteim1(ref int input, int samples, ref byte output, int outputBytes, int firstDifference, int swaps);

    [DllImport("libmseed.so.2", EntryPoint = "msr_encode_steim2")]
    private static extern int EncodeSteim2(ref int input, int samples, ref byte output, int outputBytes, int firstDifference, ref byte name, int swaps);

    [DllImport("libmseed.so.2", EntryPoint = "msr_decode_steim1")]
    private static extern int DecodeSteim1(ref byte input, int inputBytes, long samples, ref int output, long outputBytes, ref byte name, int swaps);

    [DllImport("libmseed.so.2", EntryPoint = "msr_decode_steim2")]
    private static extern int DecodeSteim2(ref byte input, int inputBytes, long samples, ref int output, long outputBytes, ref byte name, int swaps);
}
