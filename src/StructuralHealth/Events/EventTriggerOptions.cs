using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Events;

/// <summary>When an event begins and ends.</summary>
public sealed record EventTriggerOptions
{
    /// <summary>Time constant of the short mean in seconds, above 0.</summary>
    public double ShortSeconds { get; init; } = 0.5;

    /// <summary>Time constant of the long mean in seconds, above <see cref="ShortSeconds"/>; nothing triggers before it has passed once.</summary>
    public double LongSeconds { get; init; } = 10;

    /// <summary>Ratio of mean squares from which a channel is on, above <see cref="OffRatio"/>; 4 is twice the usual amplitude.</summary>
    public double OnRatio { get; init; } = 4;

    /// <summary>Ratio below which a channel is off again, above 0.</summary>
    public double OffRatio { get; init; } = 1.5;

    /// <summary>
    /// Level in the unit of the channels. A channel whose root mean square over <see cref="ShortSeconds"/> stays below it is never on, so that the
    /// noise of a silent channel is no event; 0 asks for nothing.
    /// </summary>
    public double LeastRms { get; init; }

    /// <summary>
    /// Where set, a channel is on from this amplitude, in its unit, and off when no sample reached half of it for <see cref="HoldSeconds"/>; the ratio is not used.
    /// </summary>
    public double? Level { get; init; }

    /// <summary>Channels that must be on at the same time, 1 or more.</summary>
    public int MinimumChannels { get; init; } = 1;

    /// <summary>Seconds for which fewer channels must be on before the event ends, 0 or more; shorter pauses belong to it.</summary>
    public double HoldSeconds { get; init; } = 2;

    /// <summary>Seconds of data that belong to the event before it triggered, 0 or more.</summary>
    public double PreEventSeconds { get; init; } = 5;

    /// <summary>Seconds of data that belong to the event after its end, 0 or more.</summary>
    public double PostEventSeconds { get; init; } = 5;

    /// <summary>
    /// Band in which the trigger looks, by a causal Butterworth filter of order 4; null takes the samples as they are, for channels without an offset.
    /// By default everything above 0.5 Hz, so that neither gravity nor temperature has a say.
    /// </summary>
    public PassBand? Band { get; init; } = PassBand.Above(0.5);

    internal void Validate(int channels)
    {
        Require(ShortSeconds > 0 && LongSeconds > ShortSeconds, $"{nameof(ShortSeconds)} is {ShortSeconds} and {nameof(LongSeconds)} {LongSeconds}; the short one lies above 0, the long one above it.");
        Require(OffRatio > 0 && OnRatio > OffRatio, $"{nameof(OffRatio)} is {OffRatio} and {nameof(OnRatio)} {OnRatio}; the first lies above 0, the second above it.");
        Require(LeastRms >= 0, $"{nameof(LeastRms)} is {LeastRms}; it is 0 or more.");
        Require(Level is null or > 0, $"{nameof(Level)} is {Level}; it lies above 0.");
        Require(MinimumChannels >= 1 && MinimumChannels <= channels, $"{nameof(MinimumChannels)} is {MinimumChannels}; it lies between 1 and the number of channels, {channels}.");
        Require(
            HoldSeconds is >= 0 and <= 3600 && PreEventSeconds is >= 0 and <= 3600 && PostEventSeconds is >= 0 and <= 3600,
            $"{nameof(HoldSeconds)} is {HoldSeconds}, {nameof(PreEventSeconds)} {PreEventSeconds}, {nameof(PostEventSeconds)} {PostEventSeconds}; they lie between 0 and 3600.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}
