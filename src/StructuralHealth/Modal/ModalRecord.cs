namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Simultaneous samples of several channels on one structure. The samples are read, never written, and belong to the caller.</summary>
public sealed class ModalRecord
{
    /// <summary>Checks and holds the channels.</summary>
    /// <param name="channels">[channel][sample], equally long; NaN is a missing sample.</param>
    /// <param name="sampleRateHz">Samples per second and channel, positive.</param>
    /// <param name="quantities">What each channel measures; acceleration for all if null.</param>
    /// <param name="names">What to call the channels in messages; "channel 1" and so on if null.</param>
    /// <exception cref="ArgumentException">There is no channel, lengths differ, the rate is not positive, or there are not as many quantities or names as channels.</exception>
    public ModalRecord(
        IReadOnlyList<ReadOnlyMemory<double>> channels,
        double sampleRateHz,
        IReadOnlyList<MotionQuantity>? quantities = null,
        IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(channels);
        if (channels.Count == 0)
            throw new ArgumentException("channels is empty; at least one channel is needed.", nameof(channels));
        if (channels.Any(channel => channel.Length != channels[0].Length))
            throw new ArgumentException("channels differ in length; all must have the same number of samples.", nameof(channels));
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"sampleRateHz is {sampleRateHz}; it must be positive and finite.", nameof(sampleRateHz));
        if (quantities is not null && quantities.Count != channels.Count)
            throw new ArgumentException($"quantities has {quantities.Count} entries for {channels.Count} channels.", nameof(quantities));
        if (names is not null && names.Count != channels.Count)
            throw new ArgumentException($"names has {names.Count} entries for {channels.Count} channels.", nameof(names));
        Channels = channels;
        SampleRateHz = sampleRateHz;
        Quantities = quantities ?? [.. channels.Select(_ => MotionQuantity.Acceleration)];
        Names = names ?? [.. channels.Select((_, index) => $"channel {index + 1}")];
    }

    /// <summary>Samples, [channel][sample].</summary>
    public IReadOnlyList<ReadOnlyMemory<double>> Channels { get; }

    /// <summary>Samples per second and channel.</summary>
    public double SampleRateHz { get; }

    /// <summary>What each channel measures.</summary>
    public IReadOnlyList<MotionQuantity> Quantities { get; }

    /// <summary>What messages call each channel.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Samples per channel.</summary>
    public int Length => Channels[0].Length;

    /// <summary>Length of the record in seconds.</summary>
    public double DurationSeconds => Length / SampleRateHz;
}
