using System.Buffers;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Writes channels as miniSEED, one after the other; a gap is a gap between records.</summary>
internal static class MiniSeedOutput
{
    /// <exception cref="AnalysisException">A channel cannot be written so; the message names it and says what to write instead.</exception>
    public static IReadOnlyList<ConvertedChannel> Write(string file, IReadOnlyList<Series> channels, ConvertOptions options, Stream stream, AnalysisRun run)
    {
        var output = new StreamRecords(stream);
        var written = new List<ConvertedChannel>();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var series in channels)
        {
            run.Progress($"writing {series.Name}", (double)written.Count / channels.Count);
            written.Add(Write(file, series, written.Count, options, taken, output, run.CancellationToken));
        }

        return written;
    }

    private static ConvertedChannel Write(
        string file, Series series, int position, ConvertOptions options, Dictionary<string, string> taken, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        var encoding = options.Encoding ?? DefaultEncoding(series, options);
        var samples = new SampleRounding(file, series, encoding, options.Scale);
        MiniSeedWriter? writer = null;
        var (rateHz, stretches, done, int32Reason) = (0.0, 0, default(WriterTotals), default(string));
        FdsnSourceIdentifier? identifier = null;
        var firstRateHz = 0.0;
        foreach (var stretch in series.Stretches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (writer is null || stretch.SampleRateHz != rateHz)
            {
                done = done.Plus(Finish(writer));
                rateHz = stretch.SampleRateHz;
                firstRateHz = stretches == 0 ? rateHz : firstRateHz;
                identifier ??= SourceFor(file, series, position, rateHz, options, taken);
                writer = Create(file, series, identifier.Value, rateHz, encoding, samples.Scale, options, output);
            }

            try
            {
                writer.StartSegment(stretch.StartTimeNs);
                samples.Append(writer, stretch.Samples);
                writer.Flush();
            }
            catch (ArgumentException exception)
            {
                throw new AnalysisException($"{file}: channel {series.Name}: {Refusals.Words(exception)}", exception);
            }

            int32Reason ??= writer.Int32Reason;
            stretches++;
        }

        if (writer is null)
            throw new AnalysisException($"{file}: channel {series.Name} has no sample. Leave it out with --channels.");
        done = done.Plus(Finish(writer));
        return new ConvertedChannel(
            series.Name, identifier.ToString()!, firstRateHz, stretches, done.Samples, MiniSeedEncodings.NameOf(encoding), samples.Scale, samples.LargestError, done.Int32Records, int32Reason,
            series.HasExtraHeaders, done.Bytes);
    }

    private static MiniSeedEncoding DefaultEncoding(Series series, ConvertOptions options) => series.SampleType switch
    {
        MiniSeedSampleType.Float32 when options.Scale is null => MiniSeedEncoding.Float32,
        MiniSeedSampleType.Float64 when options.Scale is null => MiniSeedEncoding.Float64,
        _ => MiniSeedEncoding.Steim2,
    };

    private static FdsnSourceIdentifier SourceFor(string file, Series series, int position, double rateHz, ConvertOptions options, Dictionary<string, string> taken)
    {
        var source = options.Map.TryGetValue(series.Name, out var mapped)
            ? mapped
            : series.Source ?? SourceCodes.For(series.Name, series.Quantity, position, rateHz, options.Network, options.Station);
        if (!taken.TryAdd(source.ToString(), series.Name))
            throw new AnalysisException($"{file}: the channels {taken[source.ToString()]} and {series.Name} would both be {source}. Give one another identifier: --map {series.Name}=FDSN:{source.Network}_{source.Station}_…");
        return source;
    }

    private static MiniSeedWriter Create(
        string file, Series series, FdsnSourceIdentifier source, double rateHz, MiniSeedEncoding encoding, double scale, ConvertOptions options, IBufferWriter<byte> output)
    {
        // A source of counts without a unit has nothing that the identifier does not say.
        var isTagged = options.FormatVersion == 3 && (series.Source is null || series.Unit.Length > 0);
        try
        {
            return new MiniSeedWriter(
                new MiniSeedWriteOptions
                {
                    SourceIdentifier = source,
                    SampleRateHz = rateHz,
                    FormatVersion = options.FormatVersion,
                    Encoding = encoding,
                    RecordBytes = options.RecordBytes,
                    SteimOverflow = options.SteimOverflow,
                    ExtraHeaders = isTagged ? new MiniSeedTag(series.Name, series.Quantity, series.Unit, scale).ToExtraHeaders() : "",
                },
                output);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{file}: channel {series.Name} as {source}: {Refusals.Words(exception)}", exception);
        }
    }

    private static WriterTotals Finish(MiniSeedWriter? writer) =>
        writer is null ? default : new WriterTotals(writer.SampleCount, writer.ByteCount, writer.Int32RecordCount);

    private readonly record struct WriterTotals(long Samples, long Bytes, long Int32Records)
    {
        public WriterTotals Plus(WriterTotals other) => new(Samples + other.Samples, Bytes + other.Bytes, Int32Records + other.Int32Records);
    }
}
