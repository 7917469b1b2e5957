using System.Globalization;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>What the standards themselves print; needs no recording.</summary>
internal sealed class FatigueStandards : IEvaluation
{
    private const int Streams = 2000;

    // ASTM E1049-85, section X1: the history, and its cycles by range.
    private static readonly double[] s_history = [-2, 1, -3, 5, -1, 3, -4, 4, -2];
    private static readonly (double Range, double Cycles)[] s_table = [(3, 0.5), (4, 1.5), (6, 0.5), (8, 1), (9, 0.5)];

    // (2/5)^(1/3), (2/5)^(1/3) (5/100)^(1/5) and (2/100)^(1/5) with 40 digits, rounded: EN 1993-1-9, section 7.1, prints 0.737, 0.549 (of the limit, 0.405 of the reference) and 0.457.
    private const double LimitShare = 0.7368062997280773;
    private const double CutOffShare = 0.4047131644703234;
    private const double ShearCutOffShare = 0.45730505192732634;

    public string Set => "fatigue-standards";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var counted = Count(s_history, s_history.Length, 0).GroupBy(cycle => cycle.Range).OrderBy(range => range.Key)
            .Select(range => (Range: range.Key, Cycles: range.Sum(cycle => cycle.Cycles))).ToArray();
        yield return Row("rainflow of the worked example of ASTM E1049, cycles by range", Table(s_table), Table(counted), counted.SequenceEqual(s_table));
        var same = Enumerable.Range(0, Streams).Count(IsSameHoweverCut);
        yield return Row(
            "rainflow of random streams with gaps, cut and restarted at random, equal to those in one piece", Text($"{Streams} of {Streams}"), Text($"{same} of {Streams}"), same == Streams);
        var worst = WorstDifference();
        yield return Row("fatigue strength curves of all categories of EN 1993-1-9 at their three corners, largest relative difference", "1e-9", Text($"{worst:0.0e+0}"), worst <= 1e-9);
    }

    private EvaluationRow Row(string what, string target, string result, bool met) => new(Set, what, target, result, met);

    private static string Table(IEnumerable<(double Range, double Cycles)> rows) => string.Join(", ", rows.Select(row => Text($"{row.Range}: {row.Cycles}")));

    private static bool IsSameHoweverCut(int seed)
    {
        var random = new Random(seed);
        var stream = Enumerable.Range(0, random.Next(2, 300)).Select(_ => random.Next(20) == 0 ? double.NaN : random.Next(-50, 51)).ToArray();
        return Count(stream, stream.Length, 0).SequenceEqual(Count(stream, 1 + random.Next(40), seed));
    }

    private static IReadOnlyList<RainflowCycle> Count(double[] stream, int block, int restarts)
    {
        var (counter, cycles) = (new RainflowCounter(new RainflowOptions()), new CycleList());
        for (var start = 0; start < stream.Length; start += block)
        {
            counter.Add(stream.AsSpan(start, Math.Min(block, stream.Length - start)), cycles);
            if (restarts % 2 == 0)
                continue;
            var state = counter.Save();
            counter = new RainflowCounter(new RainflowOptions());
            counter.Restore(state);
        }

        counter.CountResidue(cycles);
        return cycles.Cycles;
    }

    private static double WorstDifference()
    {
        var worst = 0.0;
        void Hold(double expected, double actual) => worst = Math.Max(worst, Math.Abs((actual / expected) - 1));
        foreach (var categoryMPa in DetailCategory.DirectMPa)
        {
            var curve = new SnCurve(new DetailCategory(StressKind.Direct, categoryMPa));
            Hold(2e6, curve.CyclesToFailure(categoryMPa));
            Hold(5e6, curve.CyclesToFailure(LimitShare * categoryMPa * (1 + 1e-13)));
            Hold(1e8, curve.CyclesToFailure(CutOffShare * categoryMPa * (1 + 1e-13)));
        }

        foreach (var categoryMPa in DetailCategory.ShearMPa)
        {
            var curve = new SnCurve(new DetailCategory(StressKind.Shear, categoryMPa));
            Hold(2e6, curve.CyclesToFailure(categoryMPa));
            Hold(1e8, curve.CyclesToFailure(ShearCutOffShare * categoryMPa * (1 + 1e-13)));
        }

        return worst;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
