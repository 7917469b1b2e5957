using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Change of stiffness between a reference and a later loading.</summary>
/// <param name="LossIndex">1 - later over reference stiffness: 0 unchanged, towards 1 with damage, negative when stiffer.</param>
/// <param name="StandardError">Standard error of the index (first-order propagation of both standard errors).</param>
/// <param name="Statistic">Difference of the stiffnesses over its standard error (standard normal when nothing changed).</param>
/// <param name="PValue">Probability of a statistic this large without a change, two-sided.</param>
/// <param name="IsChanged">Whether the probability is below the level and the index above the smallest that matters.</param>
public sealed record StiffnessChange(double LossIndex, double StandardError, double Statistic, double PValue, bool IsChanged)
{
    /// <summary>Compares two stiffnesses.</summary>
    /// <param name="reference">Reference stiffness, above 0 in magnitude.</param>
    /// <param name="referenceError">Its standard error, not negative.</param>
    /// <param name="later">Later stiffness.</param>
    /// <param name="laterError">Its standard error, not negative.</param>
    /// <param name="level">Level of significance, above 0 and below 0.5.</param>
    /// <param name="smallestIndex">Smallest change that matters, in either direction; 0 to 0.5. The default 0.03 is what two good load tests of one sound structure differ by.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static StiffnessChange Compare(
        double reference, double referenceError, double later, double laterError, double level = 0.01, double smallestIndex = 0.03)
    {
        if (!double.IsFinite(reference) || reference == 0)
            throw new ArgumentOutOfRangeException(nameof(reference), reference, "The reference stiffness must be a number other than 0.");
        ArgumentOutOfRangeException.ThrowIfNegative(referenceError);
        ArgumentOutOfRangeException.ThrowIfNegative(laterError);
        if (!(level is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level must be above 0 and below 0.5.");
        if (!(smallestIndex is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(smallestIndex), smallestIndex, "The smallest index must be from 0 to 0.5.");

        var ratio = later / reference;
        var index = 1 - ratio;
        var error = Math.Sqrt((laterError * laterError) + (ratio * ratio * referenceError * referenceError)) / Math.Abs(reference);
        var statistic = (later - reference) / Math.Sqrt((referenceError * referenceError) + (laterError * laterError));
        statistic = double.IsNaN(statistic) ? 0 : statistic;
        var probability = 2 * Normal.CDF(0, 1, -Math.Abs(statistic));
        return new StiffnessChange(index, error, statistic, probability, probability < level && Math.Abs(index) > smallestIndex);
    }
}
