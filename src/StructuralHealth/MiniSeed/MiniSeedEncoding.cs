using System.Diagnostics.CodeAnalysis;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>How a record stores its samples; the numbers are those of SEED 2.4 (Blockette 1000) and miniSEED 3 (section "Encodings").</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names that the format gives its encodings.")]
public enum MiniSeedEncoding : byte
{
    /// <summary>UTF-8 text, one byte a "sample".</summary>
    Text = 0,

    /// <summary>Two's complement 16-bit integers.</summary>
    Int16 = 1,

    /// <summary>Two's complement 32-bit integers.</summary>
    Int32 = 3,

    /// <summary>IEEE 754 binary32.</summary>
    Float32 = 4,

    /// <summary>IEEE 754 binary64.</summary>
    Float64 = 5,

    /// <summary>Steim-1: differences of integers in 8, 16 or 32 bits.</summary>
    Steim1 = 10,

    /// <summary>Steim-2: differences of integers in 4 to 30 bits.</summary>
    Steim2 = 11,
}
