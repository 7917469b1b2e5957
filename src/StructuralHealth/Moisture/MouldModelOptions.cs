namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Material of the mould model.</summary>
public sealed record MouldModelOptions
{
    /// <summary>Class for the speed of growth and the least humidity.</summary>
    public MouldSensitivity Speed { get; init; } = MouldSensitivity.VerySensitive;

    /// <summary>Class for the largest index that a climate allows; that of <see cref="Speed"/> when null.</summary>
    public MouldSensitivity? Maximum { get; init; }

    /// <summary>Decline on this material against that on wood: 1 strong, 0.5 significant, 0.25 low, 0.1 almost none. From 0 to 1.</summary>
    public double DeclineFactor { get; init; } = 0.5;

    /// <summary>Index at the start. From 0 to 6.</summary>
    public double InitialIndex { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Speed) || (Maximum is { } maximum && !Enum.IsDefined(maximum)))
            throw new ArgumentException($"{nameof(Speed)} and {nameof(Maximum)} must be classes of {nameof(MouldSensitivity)}.");
        if (!(DeclineFactor is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(DeclineFactor)} must be from 0 to 1.");
        if (!(InitialIndex is >= 0 and <= 6))
            throw new ArgumentException($"{nameof(InitialIndex)} must be from 0 to 6.");
    }
}
