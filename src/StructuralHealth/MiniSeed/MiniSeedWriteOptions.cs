namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What one series of records is, and how it is packed.</summary>
public sealed record MiniSeedWriteOptions
{
    /// <summary>Whose samples these are. For version 2 it must fit the short codes (<see cref="FdsnSourceIdentifier.FitsSeed"/>).</summary>
    public required FdsnSourceIdentifier SourceIdentifier { get; init; }

    /// <summary>Sample rate in Hz, above 0 and at most 1e9; 0 for text. Version 2 says it by two 16-bit integers, or in single precision where that is nearer.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>2 (SEED 2.4) or 3 (the default).</summary>
    public int FormatVersion { get; init; } = 3;

    /// <summary>How samples are packed; Steim-2 by default.</summary>
    public MiniSeedEncoding Encoding { get; init; } = MiniSeedEncoding.Steim2;

    /// <summary>Length of a record in bytes, 128 to 2^20, the default 512. Version 2 takes powers of two and always fills it; in version 3 it is the most.</summary>
    public int RecordBytes { get; init; } = 512;

    /// <summary>What becomes of differences too wide for Steim.</summary>
    public SteimOverflow SteimOverflow { get; init; } = SteimOverflow.WriteInt32;

    /// <summary>Publication version: 1 to 255 in version 3, 1 to 4 (quality R, D, Q, M) in version 2; the default is 1.</summary>
    public int PublicationVersion { get; init; } = 1;

    /// <summary>Flags of every record.</summary>
    public MiniSeedFlags Flags { get; init; }

    /// <summary>Quality of the timing, 0 to 100 %, kept by version 2 (Blockette 1001) only; <see langword="null"/> says nothing.</summary>
    public int? TimingQualityPercent { get; init; }

    /// <summary>Extra headers of every record, one JSON object, only in version 3; empty for none.</summary>
    public string ExtraHeaders { get; init; } = "";

    /// <summary>Sequence number of the first record in version 2, 1 to 999 999; after 999 999 comes 1.</summary>
    public int FirstSequenceNumber { get; init; } = 1;
}
