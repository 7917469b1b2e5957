namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>
/// Scatter of the natural logarithm of the growth rate about the mean curve of a population. All deviations are standard deviations of that logarithm (0.1 is about 10 % of the rate).
/// </summary>
/// <param name="Specimen">Between specimens, over the whole crack: ln C of Paris' law.</param>
/// <param name="Slope">Between specimens, per unit of log length about the middle of the population: half of Paris' exponent m.</param>
/// <param name="Segment">From segment to segment without memory: local toughness, reading errors.</param>
/// <param name="Wander">Within a specimen, with a memory (first-order Markov process over log length).</param>
/// <param name="WanderLength">Length of that memory in log length.</param>
public sealed record GrowthScatter(double Specimen, double Slope, double Segment, double Wander, double WanderLength)
{
    /// <summary>Covariance of the log rates of two segments.</summary>
    /// <param name="first">Log length of the first, from the middle of the population.</param>
    /// <param name="second">Log length of the second, from the middle of the population.</param>
    /// <param name="isSame">Whether they are one and the same segment.</param>
    internal double Covariance(double first, double second, bool isSame) =>
        (Specimen * Specimen) + (Slope * Slope * first * second)
        + (Wander * Wander * Math.Exp(-Math.Abs(first - second) / WanderLength))
        + (isSame ? Segment * Segment : 0);
}
