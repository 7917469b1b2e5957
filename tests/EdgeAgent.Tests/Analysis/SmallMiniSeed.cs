using System.Buffers;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>Small miniSEED files for the tests.</summary>
internal static class SmallMiniSeed
{
    public static byte[] Of(params (string Source, long StartNs, double RateHz, int[] Samples)[] stretches) => Of(3, stretches);

    public static byte[] Of(int version, params (string Source, long StartNs, double RateHz, int[] Samples)[] stretches)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var (source, startNs, rateHz, samples) in stretches)
        {
            var writer = new MiniSeedWriter(
                new MiniSeedWriteOptions { SourceIdentifier = FdsnSourceIdentifier.Parse(source), SampleRateHz = rateHz, Encoding = MiniSeedEncoding.Int32, FormatVersion = version, RecordBytes = 128 }, output);
            writer.StartSegment(startNs);
            writer.Append(samples);
            writer.Flush();
        }

        return output.WrittenSpan.ToArray();
    }
}
