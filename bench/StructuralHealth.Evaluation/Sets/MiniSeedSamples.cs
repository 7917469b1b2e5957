using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Reference files of miniSEED 2 and 3: headers and samples as the format's own library decodes them, and our writing of them read again.</summary>
internal sealed class MiniSeedSamples : IEvaluation
{
    public string Set => "miniseed-samples";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var folder = Path.Combine(recordings, Set);
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        foreach (var file in truth.RootElement.GetProperty("recordings").EnumerateObject())
        {
            var records = MiniSeedReader.ReadRecords(File.ReadAllBytes(Path.Combine(folder, file.Name))).ToList();
            yield return Decoded(folder, file.Name, file.Value, records);
            yield return WrittenAgain(file.Name, records);
        }
    }

    /// <summary>Every header field of every record in the order of the file, every sample, and the gaps after sorting by time.</summary>
    private EvaluationRow Decoded(string folder, string name, JsonElement truth, List<MiniSeedRecord> records)
    {
        var headers = File.ReadLines(Path.Combine(folder, truth.GetProperty("records_csv").GetString()!)).Skip(1).ToList();
        var equalHeaders = headers.Zip(records).Count(pair => pair.First == HeaderLine(pair.Second));
        var samples = EvaluationCsv.Read(folder, truth.GetProperty("samples_csv").GetString()!).Columns["value"];
        var decoded = records.SelectMany(Decode).ToArray();
        var isSingle = records[0].SampleType == MiniSeedSampleType.Float32;
        var equalSamples = samples.Zip(decoded).Count(pair => BitConverter.DoubleToInt64Bits(isSingle ? (float)pair.First : pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));
        var target = $"{headers.Count} headers and {samples.Length} samples equal, gaps {ExpectedBreaks(truth)}";
        var result = $"{equalHeaders} of {records.Count} and {equalSamples} of {decoded.Length}, gaps {FoundBreaks(records)}";
        var isMet = equalHeaders == headers.Count && records.Count == headers.Count && equalSamples == samples.Length && decoded.Length == samples.Length
            && ExpectedBreaks(truth) == FoundBreaks(records);
        return new EvaluationRow(Set, $"{name}: headers and samples as the reference decodes them, bit for bit; gaps and overlaps", target, result, isMet);
    }

    private static string HeaderLine(MiniSeedRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Index},{record.SourceIdentifier},{MiniSeedTime.Format(record.StartTimeNs)},{record.SampleRateHz},{record.FormatVersion},{record.Bytes},{(byte)record.Encoding},{record.SampleCount},{TypeLetter(record.SampleType)},{record.PublicationVersion},{(byte)record.Flags},{record.Crc}");

    private static char TypeLetter(MiniSeedSampleType type) => type switch
    {
        MiniSeedSampleType.Integer => 'i',
        MiniSeedSampleType.Float32 => 'f',
        MiniSeedSampleType.Float64 => 'd',
        _ => 't',
    };

    private static string ExpectedBreaks(JsonElement truth) => Join(truth.GetProperty("gaps_after_sorting").EnumerateArray()
        .Select(gap => Describe(gap.GetProperty("before_record").GetInt32(), gap.GetProperty("seconds").GetDouble())));

    private static string FoundBreaks(List<MiniSeedRecord> records) =>
        Join(MiniSeedTrace.Assemble(records).SelectMany(trace => trace.Breaks).Select(found => Describe(found.BeforeRecord, found.Seconds)));

    private static string Describe(int record, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds, 6)} s before record {record}");

    private static string Join(IEnumerable<string> breaks) => string.Join(", ", breaks.DefaultIfEmpty("none"));

    /// <summary>The samples written by us in both versions and every encoding that keeps them, then read again.</summary>
    private EvaluationRow WrittenAgain(string name, List<MiniSeedRecord> records)
    {
        var segments = MiniSeedTrace.Assemble(records).SelectMany(trace => trace.Segments).ToList();
        var ways = (from version in new[] { 2, 3 } from encoding in EncodingsFor(segments) select (Version: version, Encoding: encoding)).ToList();
        var equal = ways.Count(way => IsKept(segments, way.Version, way.Encoding));
        return new EvaluationRow(
            Set, $"{name}: written as version 2 and 3 in {string.Join(", ", ways.Select(way => MiniSeedEncodings.NameOf(way.Encoding)).Distinct())} and read again, times and samples bit for bit",
            $"{ways.Count} of {ways.Count} equal", $"{equal} of {ways.Count}", equal == ways.Count);
    }

    private static MiniSeedEncoding[] EncodingsFor(List<MiniSeedSegment> segments) => segments[0].SampleType switch
    {
        MiniSeedSampleType.Float32 => [MiniSeedEncoding.Float32, MiniSeedEncoding.Float64],
        MiniSeedSampleType.Float64 => [MiniSeedEncoding.Float64],
        _ when segments.SelectMany(segment => segment.Records).SelectMany(Decode).All(value => Math.Abs(value) <= short.MaxValue) =>
            [MiniSeedEncoding.Int16, MiniSeedEncoding.Int32, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2, MiniSeedEncoding.Float64],
        _ => [MiniSeedEncoding.Int32, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2, MiniSeedEncoding.Float64],
    };

    private static bool IsKept(List<MiniSeedSegment> segments, int version, MiniSeedEncoding encoding)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MiniSeedWriter(
            new MiniSeedWriteOptions
            {
                SourceIdentifier = FdsnSourceIdentifier.Parse(segments[0].Records[0].SourceIdentifier),
                SampleRateHz = segments[0].SampleRateHz,
                FormatVersion = version,
                Encoding = encoding,
            },
            output);
        foreach (var segment in segments)
            Write(writer, segment, encoding);
        writer.Flush();
        var read = MiniSeedTrace.Assemble(MiniSeedReader.ReadRecords(output.WrittenMemory)).Single().Segments;
        // Version 2 says a time to the microsecond.
        var resolutionNs = version == 2 ? 1000 : 1;
        return read.Count == segments.Count && read.Zip(segments).All(pair =>
            Math.Abs(pair.First.StartTimeNs - pair.Second.StartTimeNs) < resolutionNs
            && Bits(pair.First).SequenceEqual(Bits(pair.Second)));
    }

    private static void Write(MiniSeedWriter writer, MiniSeedSegment segment, MiniSeedEncoding encoding)
    {
        var samples = segment.Records.SelectMany(Decode).ToArray();
        writer.StartSegment(segment.StartTimeNs);
        switch (MiniSeedEncodings.SampleTypeOf(encoding))
        {
            case MiniSeedSampleType.Float64:
                writer.Append(samples);
                break;
            case MiniSeedSampleType.Float32:
                writer.Append([.. samples.Select(sample => (float)sample)]);
                break;
            default:
                writer.Append([.. samples.Select(sample => (int)sample)]);
                break;
        }
    }

    private static IEnumerable<long> Bits(MiniSeedSegment segment) => segment.Records.SelectMany(Decode).Select(BitConverter.DoubleToInt64Bits);

    private static double[] Decode(MiniSeedRecord record)
    {
        var samples = new double[record.SampleCount];
        record.Decode(samples);
        return samples;
    }
}
