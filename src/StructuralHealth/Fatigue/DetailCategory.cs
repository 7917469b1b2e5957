using System.Globalization;

namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Detail category of EN 1993-1-9:2005: the stress range that a detail survives for 2 million cycles (75 % confidence of 95 % probability of survival for log N, section 7.1(3), note 3).
/// </summary>
/// <param name="Kind">Direct or shear stress.</param>
/// <param name="StrengthMPa">Reference strength at 2 million cycles as the standard's table names it.</param>
/// <param name="IsRaised">
/// The alternative that section 7.1(3), note 2 and figure 7.3 allow for the categories marked with an asterisk: strength one category higher, constant amplitude limit at 10 million cycles.
/// </param>
public sealed record DetailCategory(StressKind Kind, double StrengthMPa, bool IsRaised = false)
{
    private static readonly double[] s_direct = [160, 140, 125, 112, 100, 90, 80, 71, 63, 56, 50, 45, 40, 36];
    private static readonly double[] s_shear = [100, 80];
    private static readonly double[] s_asterisked = [50, 45, 36];

    /// <summary>Categories of direct stress in MPa, from the highest down.</summary>
    public static IReadOnlyList<double> DirectMPa => s_direct;

    /// <summary>Categories of shear stress in MPa.</summary>
    public static IReadOnlyList<double> ShearMPa => s_shear;

    /// <summary>Categories that the standard also marks with an asterisk, in MPa: as <c>36*</c> they are one category lower than the strength at 2 million cycles alone would make them.
    /// The list could not be checked against every table of the standard; a category that is not in it is never raised, which is the safe side.</summary>
    public static IReadOnlyList<double> AsteriskedMPa => s_asterisked;

    /// <summary>Finds a category by its name: <c>71</c>, <c>36*</c> (the raised alternative), <c>shear 80</c>.</summary>
    /// <param name="name">As in the standard; a name without asterisk is never raised.</param>
    /// <exception cref="ArgumentException">EN 1993-1-9 has no such category.</exception>
    public static DetailCategory Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rest = name.Trim();
        var isShear = rest.StartsWith("shear", StringComparison.OrdinalIgnoreCase);
        rest = isShear ? rest[5..].Trim() : rest;
        var isRaised = rest.EndsWith('*');
        if (double.TryParse(rest.TrimEnd('*'), NumberStyles.Float, CultureInfo.InvariantCulture, out var strengthMPa))
        {
            var category = new DetailCategory(isShear ? StressKind.Shear : StressKind.Direct, strengthMPa, isRaised);
            if (category.IsInStandard)
                return category;
        }

        throw new ArgumentException(
            $"'{name}' is no detail category of EN 1993-1-9. Direct stress: {string.Join(", ", s_direct)} and, with the raised alternative, 50*, 45*, 36*; shear stress: shear 100, shear 80.",
            nameof(name));
    }

    /// <summary>Whether the standard's tables have this category.</summary>
    public bool IsInStandard => Kind == StressKind.Shear
        ? !IsRaised && Array.IndexOf(s_shear, StrengthMPa) >= 0
        : Array.IndexOf(IsRaised ? s_asterisked : s_direct, StrengthMPa) >= 0;

    /// <summary>As in the standard: <c>71</c>, <c>36*</c>, <c>shear 80</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == StressKind.Shear ? "shear " : "")}{StrengthMPa}{(IsRaised ? "*" : "")}");

    /// <summary>Strength at 2 million cycles with which the curve is drawn: the next higher category for a raised one.</summary>
    internal double ReferenceMPa => IsRaised ? s_direct[Array.IndexOf(s_direct, StrengthMPa) - 1] : StrengthMPa;
}
