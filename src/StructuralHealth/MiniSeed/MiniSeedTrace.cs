namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>All that a file holds of one source.</summary>
/// <param name="SourceIdentifier">The source.</param>
/// <param name="Segments">Stretches without a gap in the order of their start; overlapping ones are kept apart and nothing is thrown away.</param>
/// <param name="Breaks">What lies in front of each segment but the first: one fewer than segments.</param>
public sealed record MiniSeedTrace(string SourceIdentifier, IReadOnlyList<MiniSeedSegment> Segments, IReadOnlyList<MiniSeedBreak> Breaks)
{
    /// <summary>Puts records in any order together: by source, by time, and into segments within a tolerance.</summary>
    /// <param name="records">Records of one or more files; those without samples are passed over.</param>
    /// <param name="options">Tolerances; the defaults when absent.</param>
    /// <returns>One trace for each source, in the order in which the sources first occur.</returns>
    /// <exception cref="ArgumentException">A tolerance is out of its range.</exception>
    /// <exception cref="MiniSeedException">A record of numbers states no rate, so that its samples have no time.</exception>
    public static IReadOnlyList<MiniSeedTrace> Assemble(IEnumerable<MiniSeedRecord> records, MiniSeedAssemblyOptions? options = null)
    {
        options ??= MiniSeedAssemblyOptions.Default;
        options.Validate();
        var sources = new Dictionary<string, List<MiniSeedRecord>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var record in records)
        {
            if (record.SampleCount == 0)
                continue;
            if (record.SampleRateHz <= 0 && record.SampleType != MiniSeedSampleType.Text)
                throw new MiniSeedException(record.Index, record.ByteOffset, $"{record.SampleCount} samples and no sample rate, so that they have no time");
            if (!sources.TryGetValue(record.SourceIdentifier, out var ofSource))
            {
                sources.Add(record.SourceIdentifier, ofSource = []);
                order.Add(record.SourceIdentifier);
            }

            ofSource.Add(record);
        }

        return [.. order.Select(source => Assemble(source, sources[source], options))];
    }

    private static MiniSeedTrace Assemble(string source, List<MiniSeedRecord> records, MiniSeedAssemblyOptions options)
    {
        // LINQ's sort is stable: records of one time stay in the order of the file.
        var sorted = records.OrderBy(record => record.StartTimeNs).ToList();
        var segments = new List<List<MiniSeedRecord>> { new() { sorted[0] } };
        var breaks = new List<MiniSeedBreak>();
        for (var index = 1; index < sorted.Count; index++)
        {
            if (BreakBetween(sorted[index - 1], sorted[index], options) is { } found)
            {
                breaks.Add(found);
                segments.Add([]);
            }

            segments[^1].Add(sorted[index]);
        }

        return new MiniSeedTrace(source, [.. segments.Select(list => new MiniSeedSegment(list))], breaks);
    }

    private static MiniSeedBreak? BreakBetween(MiniSeedRecord before, MiniSeedRecord after, MiniSeedAssemblyOptions options)
    {
        var seconds = MiniSeedTime.SecondsBetween(before.NextTimeNs, after.StartTimeNs);
        var toleranceSeconds = before.SampleRateHz > 0 ? options.ToleranceSamples / before.SampleRateHz : double.PositiveInfinity;
        if (Math.Abs(seconds) > toleranceSeconds)
            return new MiniSeedBreak(seconds > 0 ? MiniSeedBreakKind.Gap : MiniSeedBreakKind.Overlap, after.Index, seconds);
        var isSame = before.SampleType == after.SampleType
            && Math.Abs(after.SampleRateHz - before.SampleRateHz) <= options.RateTolerance * before.SampleRateHz;
        return isSame ? null : new MiniSeedBreak(MiniSeedBreakKind.Change, after.Index, seconds);
    }
}
