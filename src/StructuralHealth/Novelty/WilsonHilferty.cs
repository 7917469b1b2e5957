namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// The cube root of a chi-square variable is nearly normal (Wilson and Hilferty, PNAS 17, 1931). It carries a score from one number of
/// features to another with the same tail probability, also far out where the probability itself underflows.
/// </summary>
internal static class WilsonHilferty
{
    public static double Equivalent(double score, int fromDegrees, int toDegrees)
    {
        if (fromDegrees == toDegrees || double.IsNaN(score))
            return score;
        var fromVariance = 2.0 / (9 * fromDegrees);
        var toVariance = 2.0 / (9 * toDegrees);
        var normal = (Math.Cbrt(score / fromDegrees) - (1 - fromVariance)) / Math.Sqrt(fromVariance);
        var root = 1 - toVariance + normal * Math.Sqrt(toVariance);
        return toDegrees * root * root * root;
    }
}
