namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Records of one source that follow each other without a gap.</summary>
/// <param name="Records">At least one, in the order of time; all of one rate and one type of samples.</param>
public sealed record MiniSeedSegment(IReadOnlyList<MiniSeedRecord> Records)
{
    /// <summary>Time of the first sample, ns since 1970 in UTC.</summary>
    public long StartTimeNs => Records[0].StartTimeNs;

    /// <summary>Where the next sample would be, by the last record's own time, ns since 1970 in UTC.</summary>
    public long NextTimeNs => Records[^1].NextTimeNs;

    /// <summary>Rate that the first record states, Hz.</summary>
    public double SampleRateHz => Records[0].SampleRateHz;

    /// <summary>Samples of all records.</summary>
    public long SampleCount { get; } = Records.Sum(record => (long)record.SampleCount);

    /// <summary>What the samples are.</summary>
    public MiniSeedSampleType SampleType => Records[0].SampleType;

    /// <summary>Decodes all samples, each exactly.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> long.</param>
    /// <exception cref="ArgumentException">The span is too short, or the samples are text.</exception>
    /// <exception cref="MiniSeedException">The data of a record are damaged.</exception>
    public void Decode(Span<double> samples)
    {
        foreach (var record in Records)
        {
            record.Decode(samples);
            samples = samples[record.SampleCount..];
        }
    }

    /// <summary>Decodes all samples of integer encodings.</summary>
    /// <inheritdoc cref="Decode(Span{double})"/>
    public void Decode(Span<int> samples)
    {
        foreach (var record in Records)
        {
            record.Decode(samples);
            samples = samples[record.SampleCount..];
        }
    }
}
