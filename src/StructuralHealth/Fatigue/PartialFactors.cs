namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Partial factors of EN 1993-1-9:2005 (section 3 and table 3.1 for the strength, EN 1993-2 section 9.3 for the load). National annexes may set others.</summary>
/// <param name="Loads">Gamma Ff, which stress ranges are multiplied by; 1.0 is recommended. 0.5 to 3.</param>
/// <param name="Strength">Gamma Mf, which the strength is divided by. 0.5 to 3.</param>
public sealed record PartialFactors(double Loads, double Strength)
{
    /// <summary>No safety: what the characteristic curve says of the measured ranges.</summary>
    public static PartialFactors Characteristic { get; } = new(1, 1);

    /// <summary>The recommended values of table 3.1.</summary>
    /// <param name="isSafeLife">Safe life (no regular inspection): 1.15 and 1.35; damage tolerant: 1.00 and 1.15.</param>
    /// <param name="isHighConsequence">Failure has high consequence.</param>
    public static PartialFactors Recommended(bool isSafeLife, bool isHighConsequence) =>
        new(1, (isSafeLife, isHighConsequence) switch { (false, false) => 1.0, (false, true) => 1.15, (true, false) => 1.15, (true, true) => 1.35 });

    internal void Validate()
    {
        Require(Loads, nameof(Loads));
        Require(Strength, nameof(Strength));
    }

    private static void Require(double value, string name)
    {
        if (!(value >= 0.5 && value <= 3))
            throw new ArgumentException($"The partial factor {name} must lie between 0.5 and 3; it is {value}.", name);
    }
}
