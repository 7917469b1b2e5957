namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>A condition of the concrete in which a potential is usual.</summary>
/// <param name="Name">Condition in words.</param>
/// <param name="FromMillivolts">Most negative usual potential against copper sulphate, in mV.</param>
/// <param name="ToMillivolts">Most positive usual potential against copper sulphate, in mV.</param>
public sealed record ConcreteCondition(string Name, double FromMillivolts, double ToMillivolts)
{
    /// <summary>Typical ranges of normal steel in concrete, RILEM TC 154-EMC, "Half-cell potential measurements" (Materials and Structures 36, 2003, 461-471). They are as later literature quotes them, not checked against the recommendation itself. They overlap: a potential alone does not name the condition.</summary>
    public static IReadOnlyList<ConcreteCondition> Typical { get; } =
    [
        new("water-saturated, without oxygen", -1000, -900),
        new("moist, chloride-contaminated", -600, -400),
        new("moist, carbonated", -400, 100),
        new("moist, free of chloride", -200, 100),
        new("dry or dry carbonated", 0, 200),
    ];

    /// <summary>Conditions whose usual range holds the potential; none between the ranges.</summary>
    /// <param name="copperSulfateMillivolts">Potential against copper sulphate in mV.</param>
    public static IEnumerable<ConcreteCondition> Of(double copperSulfateMillivolts) =>
        Typical.Where(condition => copperSulfateMillivolts >= condition.FromMillivolts && copperSulfateMillivolts <= condition.ToMillivolts);
}
