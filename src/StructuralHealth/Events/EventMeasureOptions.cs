using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Events;

/// <summary>How an event is measured.</summary>
public sealed record EventMeasureOptions
{
    /// <summary>Band in which velocity and displacement are integrated from an acceleration.</summary>
    public IntegrationOptions Integration { get; init; } = new();

    /// <summary>Amplitude whose first and last exceedance bracket the duration, in the unit of the channel; where null, <see cref="BracketShare"/> of its peak.</summary>
    public double? BracketLevel { get; init; }

    /// <summary>Share of the peak that brackets the duration, above 0 and below 1.</summary>
    public double BracketShare { get; init; } = 0.1;

    /// <summary>
    /// Whether the mean of the samples before the trigger is the baseline; without it, and where an event has none, the mean of the whole event is, and for
    /// velocity and displacement its straight line.
    /// </summary>
    public bool UsesPreEventBaseline { get; init; } = true;

    /// <summary>Lowest frequency that counts as the event's, in Hz; 0 or more.</summary>
    public double LowestHz { get; init; } = 0.1;

    internal void Validate()
    {
        if (BracketLevel is not (null or > 0))
            throw new ArgumentException($"{nameof(BracketLevel)} is {BracketLevel}; it lies above 0.");
        if (!(BracketShare is > 0 and < 1))
            throw new ArgumentException($"{nameof(BracketShare)} is {BracketShare}; it lies between 0 and 1.");
        if (!(LowestHz >= 0))
            throw new ArgumentException($"{nameof(LowestHz)} is {LowestHz} Hz; it is 0 or more.");
    }
}
