namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>How strictly and within which bounds records are read.</summary>
public sealed record MiniSeedReadOptions
{
    /// <summary>Longest record in bytes, 128 to 2^28; the default 2^20 is the longest of SEED readers in use. A longer one is refused.</summary>
    public int MaximumRecordBytes { get; init; } = 1 << 20;

    /// <summary>Longest JSON of extra headers in bytes, 0 to 65535 (the default, which is all that the format can say).</summary>
    public int MaximumExtraHeaderBytes { get; init; } = ushort.MaxValue;

    /// <summary>Whether the CRC-32C of version 3 must agree; the default. Without it damaged records are decoded as far as they can be.</summary>
    public bool ChecksCrc { get; init; } = true;

    internal static MiniSeedReadOptions Default { get; } = new();

    internal void Validate()
    {
        if (MaximumRecordBytes is < 128 or > 1 << 28)
            throw new ArgumentException($"{nameof(MaximumRecordBytes)} is {MaximumRecordBytes}; it lies between 128 and {1 << 28}.", nameof(MaximumRecordBytes));
        if (MaximumExtraHeaderBytes is < 0 or > ushort.MaxValue)
            throw new ArgumentException($"{nameof(MaximumExtraHeaderBytes)} is {MaximumExtraHeaderBytes}; it lies between 0 and {ushort.MaxValue}.", nameof(MaximumExtraHeaderBytes));
    }
}
