namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// The soft criteria: poles are split into stable and unstable by k-means with two groups on the distances to the order below and the collinearity.
/// Each distance is taken relative to the value at which it says nothing any more; the groups start from the two ideal corners, so that the split does not depend on chance.
/// Source: E. Reynders, J. Houbrechts, G. De Roeck, MSSP 29, 2012, section 4.2.
/// </summary>
internal static class PoleClearing
{
    private const int Rounds = 100;
    private const double FrequencyScale = 0.02;
    private const double DampingScale = 0.5;
    private const double ShapeScale = 0.2;

    /// <summary>The stable poles. The lowest order has none, since nothing is below it.</summary>
    public static List<Pole> Stable(IEnumerable<Pole> poles)
    {
        var linked = poles.Where(pole => double.IsFinite(pole.Step.Frequency)).ToArray();
        var features = linked.Select(Features).ToArray();
        var stable = new double[4];
        var unstable = new[] { 1.0, 1, 1, 1 };
        var isStable = new bool[linked.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var changed = round == 0;
            for (var index = 0; index < linked.Length; index++)
            {
                var near = Distance(features[index], stable) <= Distance(features[index], unstable);
                changed |= near != isStable[index];
                isStable[index] = near;
            }

            if (!changed)
                break;
            Move(stable, features, isStable, true);
            Move(unstable, features, isStable, false);
        }

        return [.. linked.Where((_, index) => isStable[index])];
    }

    private static double[] Features(Pole pole) =>
    [
        Math.Min(1, pole.Step.Frequency / FrequencyScale),
        Math.Min(1, pole.Step.Damping / DampingScale),
        Math.Min(1, pole.Step.Shape / ShapeScale),
        1 - pole.PhaseCollinearity,
    ];

    private static double Distance(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var index = 0; index < first.Length; index++)
            sum += (first[index] - second[index]) * (first[index] - second[index]);
        return sum;
    }

    private static void Move(double[] centre, double[][] features, bool[] isStable, bool group)
    {
        var count = isStable.Count(value => value == group);
        for (var feature = 0; feature < centre.Length && count > 0; feature++)
            centre[feature] = features.Where((_, index) => isStable[index] == group).Average(values => values[feature]);
    }
}
