using System.Globalization;
using System.IO.Enumeration;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>
/// A miniSEED file as a recording: sources of one rate on one grid. A gap is NaN. What has no common grid is refused: other rates, channels that
/// start between each other's samples, overlaps, records whose times run away from their rate.
/// </summary>
internal static class MiniSeedRecording
{
    /// <summary>Relative difference of rates that are still one.</summary>
    private const double RateTolerance = 1e-4;

    /// <summary>How far channels may start from the common grid, in sample intervals: at a tenth of the rate, 3.6 degrees of phase.</summary>
    private const double StartTolerance = 0.1;

    /// <summary>How far the times of a stretch may run away from its count of samples, in sample intervals.</summary>
    private const double DriftTolerance = 0.5;

    /// <exception cref="AnalysisException">The file is damaged, holds no samples, or its sources have no common grid.</exception>
    public static AnalysisRecording Read(string file, Action<double> progress) =>
        Place(file, MiniSeedSource.From(MiniSeedFile.Read(file, progress)));

    /// <summary>The sources that a person named by name, identifier or pattern; all when none was named.</summary>
    public static IReadOnlyList<MiniSeedSource> Choose(string file, IReadOnlyList<MiniSeedSource> sources, IReadOnlyList<string> named)
    {
        foreach (var name in named)
        {
            if (!sources.Any(source => Matches(source, name)))
                throw new AnalysisException($"{file}: no channel is named {name}. It has {string.Join(", ", sources.Select(source => source.Name))}.");
        }

        return named.Count == 0 ? sources : [.. sources.Where(source => named.Any(name => Matches(source, name)))];
    }

    /// <summary>Puts sources onto one grid.</summary>
    /// <exception cref="AnalysisException">There is none.</exception>
    public static AnalysisRecording Place(string file, IReadOnlyList<MiniSeedSource> sources)
    {
        if (sources.Count == 0)
            throw new AnalysisException($"{file}: there are no samples of numbers in it.");
        RequireOneRate(file, sources);
        foreach (var source in sources)
            RequireEvenTimes(file, source);
        var rateHz = sources[0].Trace.Segments[0].SampleRateHz;
        var startNs = sources.Min(source => source.Trace.Segments[0].StartTimeNs);
        RequireCommonStart(file, sources, startNs, rateHz);

        var length = sources.Max(source => source.Trace.Segments.Max(segment => PlaceOf(segment, startNs, rateHz) + segment.SampleCount));
        if (length > RecordingFile.SamplesMax / sources.Count)
            throw new AnalysisException($"{file}: from its first to its last sample the recording has more than {RecordingFile.SamplesMax} samples, gaps included. Split it, or take fewer channels.");
        var channels = sources.Select(source => Decode(file, source, startNs, rateHz, (int)length)).ToList();
        return new AnalysisRecording(file, DateTimeOffset.UnixEpoch.AddTicks(startNs / 100), rateHz, MissingIn(channels), channels);
    }

    private static bool Matches(MiniSeedSource source, string name) =>
        FileSystemName.MatchesSimpleExpression(name, source.Name, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(name, source.Trace.SourceIdentifier, ignoreCase: false);

    private static void RequireOneRate(string file, IReadOnlyList<MiniSeedSource> sources)
    {
        var rates = sources.SelectMany(source => source.Trace.Segments.Select(segment => (source.Name, RateHz: segment.SampleRateHz))).Distinct().ToList();
        var first = rates[0].RateHz;
        if (rates.All(rate => Math.Abs(rate.RateHz - first) <= RateTolerance * first))
            return;
        var list = string.Join(", ", rates.Take(12).Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Name} {rate.RateHz} Hz")));
        throw new AnalysisException($"{file}: its channels have different rates: {list}. Write those of one rate into a file of their own: edgetwin convert {file} --to mseed3 --channels NAME…");
    }

    private static void RequireEvenTimes(string file, MiniSeedSource source)
    {
        foreach (var between in source.Trace.Breaks.Where(between => between.Kind == MiniSeedBreakKind.Overlap))
        {
            throw new AnalysisException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {source.Name} has {-between.Seconds:0.######} s twice, in front of record {between.BeforeRecord}. Keep one of the two with the tool that joined them."));
        }

        foreach (var segment in source.Trace.Segments)
        {
            var seconds = MiniSeedTime.SecondsBetween(segment.StartTimeNs, segment.NextTimeNs);
            if (Math.Abs((seconds * segment.SampleRateHz) - segment.SampleCount) < DriftTolerance)
                continue;
            throw new AnalysisException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {source.Name} states {segment.SampleRateHz} Hz, but its record times say {segment.SampleCount / seconds:0.########} Hz from {MiniSeedTime.Format(segment.StartTimeNs)}. Take a shorter piece, or correct the stated rate."));
        }
    }

    private static void RequireCommonStart(string file, IReadOnlyList<MiniSeedSource> sources, long startNs, double rateHz)
    {
        foreach (var source in sources)
        {
            var samples = MiniSeedTime.SecondsBetween(startNs, source.Trace.Segments[0].StartTimeNs) * rateHz;
            if (Math.Abs(samples - Math.Round(samples)) <= StartTolerance)
                continue;
            throw new AnalysisException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {source.Name} starts {Math.Abs(samples - Math.Round(samples)):0.###} of a sample interval off the samples of the first channel, so that they have no common times. Write it into a file of its own: edgetwin convert {file} --to mseed3 --channels {source.Name}"));
        }
    }

    private static AnalysisChannel Decode(string file, MiniSeedSource source, long startNs, double rateHz, int length)
    {
        var samples = new double[length];
        Array.Fill(samples, double.NaN);
        var scale = source.Tag?.Scale ?? 1;
        foreach (var segment in source.Trace.Segments)
        {
            var target = samples.AsMemory((int)PlaceOf(segment, startNs, rateHz), (int)segment.SampleCount);
            MiniSeedFile.Guard(file, () =>
            {
                segment.Decode(target.Span);
                return true;
            });
            foreach (ref var sample in target.Span)
                sample = double.IsFinite(sample) ? sample * scale : double.NaN;
        }

        return new AnalysisChannel(source.Name, source.Quantity, source.Tag?.Unit ?? "", samples);
    }

    /// <summary>Place of a stretch on the grid; a double, because a damaged time may be further away than any integer.</summary>
    private static double PlaceOf(MiniSeedSegment segment, long startNs, double rateHz) =>
        Math.Round(MiniSeedTime.SecondsBetween(startNs, segment.StartTimeNs) * rateHz, MidpointRounding.AwayFromZero);

    private static long MissingIn(List<AnalysisChannel> channels)
    {
        var missing = 0L;
        for (var index = 0; index < channels[0].Samples.Length; index++)
            missing += channels.TrueForAll(channel => double.IsNaN(channel.Samples[index])) ? 1 : 0;
        return missing;
    }
}
