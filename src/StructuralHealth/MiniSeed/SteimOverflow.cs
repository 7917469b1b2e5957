namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What the writer does with neighbouring samples whose difference a Steim encoding cannot hold (30 bits in Steim-2, 32 in Steim-1).</summary>
public enum SteimOverflow
{
    /// <summary>Writes the record that would hold the difference as 32-bit integers, and counts it. Nothing is lost; the default.</summary>
    WriteInt32,

    /// <summary>Refuses the samples with an <see cref="ArgumentException"/> that names the first that does not fit.</summary>
    Refuse,
}
