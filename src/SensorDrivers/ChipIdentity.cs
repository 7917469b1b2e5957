namespace EdgeTwin.SensorDrivers;

/// <summary>Whether the chip at a place is of a kind.</summary>
public enum IdentityMatch
{
    /// <summary>Nothing answers, or another chip does.</summary>
    No,

    /// <summary>Something answers as this chip would, but it has no identity register that proves it.</summary>
    Possible,

    /// <summary>The identity register is that of this chip.</summary>
    Yes,
}

/// <summary>What a look at a place, by reading only, says of the chip there.</summary>
/// <param name="Match">Whether it is of the kind that looked.</param>
/// <param name="Detail">What was read, in words for a person: "identity AD 1D ED, revision 1".</param>
public readonly record struct ChipIdentity(IdentityMatch Match, string Detail)
{
    /// <summary>Not of this kind.</summary>
    public static ChipIdentity No { get; } = new(IdentityMatch.No, "");
}
