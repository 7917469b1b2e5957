namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What is wrong with Steim frames and at which byte of them.</summary>
/// <param name="Byte">Place in the record's data, bytes.</param>
/// <param name="What">The fault in words; <see langword="null"/> for none.</param>
internal readonly record struct SteimFault(int Byte, string? What)
{
    public static SteimFault None => default;

    public bool IsFault => What is not null;
}
