namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Flags of a record, as miniSEED 3 numbers them; those of version 2 are brought to the same bits.</summary>
[Flags]
public enum MiniSeedFlags : byte
{
    /// <summary>None is set.</summary>
    None = 0,

    /// <summary>Calibration signals are present (version 2: activity flag, bit 0).</summary>
    CalibrationSignal = 1,

    /// <summary>The time is questionable (version 2: data quality flag, bit 7).</summary>
    TimeQuestionable = 2,

    /// <summary>The clock is locked (version 2: I/O flag, bit 5).</summary>
    ClockLocked = 4,
}
