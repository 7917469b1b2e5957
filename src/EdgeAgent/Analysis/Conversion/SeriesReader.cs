using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Reads the channels of a file for writing them elsewhere: those of miniSEED as they are, each on its own times; those of CSV by its grid.</summary>
internal static class SeriesReader
{
    public static IReadOnlyList<Series> Read(AnalysisRun run, string file, IReadOnlyList<string> channels, DateTimeOffset? start) =>
        MiniSeedFile.IsOne(file) ? ReadMiniSeed(run, file, channels) : ReadCsv(run.ReadRecording(file), channels, start);

    private static List<Series> ReadMiniSeed(AnalysisRun run, string file, IReadOnlyList<string> channels)
    {
        var traces = MiniSeedFile.Read(file, share => run.Progress($"reading {Path.GetFileName(file)}", share));
        var sources = MiniSeedRecording.Choose(file, MiniSeedSource.From(traces), channels);
        return sources.Count > 0 ? [.. sources.Select(source => ToSeries(file, source))] : throw new AnalysisException($"{file}: there are no samples of numbers in it.");
    }

    private static Series ToSeries(string file, MiniSeedSource source)
    {
        FdsnSourceIdentifier? identifier = FdsnSourceIdentifier.TryParse(source.Trace.SourceIdentifier, out var parsed, out _) ? parsed : null;
        var type = source.Trace.Segments.Max(segment => segment.SampleType);
        var hasExtraHeaders = source.Tag is null && source.Trace.Segments.Any(segment => segment.Records.Any(record => !record.ExtraHeaders.IsEmpty));
        return new Series(
            source.Name, source.Quantity, source.Tag?.Unit ?? "", identifier, type, source.Tag?.Scale ?? 1, hasExtraHeaders,
            source.Trace.Segments.Select(segment => Decode(file, segment)));
    }

    private static Stretch Decode(string file, MiniSeedSegment segment)
    {
        if (segment.SampleCount > RecordingFile.SamplesMax)
            throw new AnalysisException($"{file}: one stretch has more than {RecordingFile.SamplesMax} samples. Split the file.");
        var samples = new double[segment.SampleCount];
        return MiniSeedFile.Guard(file, () =>
        {
            segment.Decode(samples);
            return new Stretch(segment.StartTimeNs, segment.SampleRateHz, samples);
        });
    }

    private static List<Series> ReadCsv(AnalysisRecording recording, IReadOnlyList<string> channels, DateTimeOffset? start)
    {
        if ((recording.Start ?? start) is not { } first)
            throw new AnalysisException($"{recording.File}: its times are seconds from the start, and miniSEED needs the date. Say it with --start, for example --start 2026-05-01T06:00:00Z.");
        var startNs = (first - DateTimeOffset.UnixEpoch).Ticks * 100;
        return [.. recording.Choose(channels).Select(channel => new Series(
            channel.Name, channel.Quantity, channel.Unit, null, MiniSeedSampleType.Float32, 1, false,
            StretchesOf(channel.Samples, startNs, recording.SampleRateHz)))];
    }

    /// <summary>Cuts at missing samples.</summary>
    private static IEnumerable<Stretch> StretchesOf(double[] samples, long startNs, double rateHz)
    {
        for (var at = 0; at < samples.Length;)
        {
            if (double.IsNaN(samples[at]))
            {
                at++;
                continue;
            }

            var end = Array.FindIndex(samples, at, double.IsNaN);
            end = end < 0 ? samples.Length : end;
            yield return new Stretch(startNs + (long)Math.Round(at / rateHz * 1e9), rateHz, samples[at..end]);
            at = end;
        }
    }
}
