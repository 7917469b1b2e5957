using System.Diagnostics.CodeAnalysis;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What the samples of a record are once decoded.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The types are what is named.")]
public enum MiniSeedSampleType
{
    /// <summary>Bytes of text.</summary>
    Text,

    /// <summary>32-bit integers, as a rule counts of a digitiser.</summary>
    Integer,

    /// <summary>Single-precision numbers.</summary>
    Float32,

    /// <summary>Double-precision numbers.</summary>
    Float64,
}
