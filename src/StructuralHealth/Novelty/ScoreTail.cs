namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// How often alarms would be raised by chance, as a function of the threshold. An alarm needs m consecutive windows above the
/// threshold, so its trigger is the running minimum of m scores; this keeps whatever dependence the windows have, which a product of
/// single-window probabilities would not. Excursions of the trigger above a level are separated by m consecutive windows below it (as
/// an alarm's return is), and their peaks follow a generalised Pareto distribution (peaks over threshold: Coles, An Introduction to
/// Statistical Modeling of Extreme Values, 2001, ch. 4 and 5). The shape is kept between 0 and 0.5: a bounded tail, which short
/// records often suggest, would promise that nothing worse can come.
/// </summary>
internal sealed class ScoreTail
{
    public const int PeaksMin = 8;
    private const int PeaksWanted = 40;
    private const double ShapeMax = 0.5;

    /// <summary>For the lower end of the rate only: the tail may well be bounded, and alarms then rarer.</summary>
    private const double ShapeLow = -0.3;
    private const double DevianceOf90Percent = 2.705543454095404;
    private static readonly double[] LevelQuantiles = [0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5];

    internal ScoreTail(double level, double[] excesses, int exposureWindows, double independence = 1, double extremalIndex = 1)
    {
        Level = level;
        Independence = independence;
        ExtremalIndex = extremalIndex;
        Excesses = excesses;
        ExposureWindows = exposureWindows;
        (Shape, Scale) = GeneralisedPareto.Fit(excesses, ShapeMax);
    }

    /// <summary>Level above which the tail is described.</summary>
    public double Level { get; }

    /// <summary>Peaks minus the level.</summary>
    public double[] Excesses { get; }

    /// <summary>Windows in which a peak could have begun.</summary>
    public int ExposureWindows { get; }

    public double Shape { get; }

    /// <summary>
    /// Share of the peaks that tell something new: below 1 where the peaks themselves come in groups (bad weeks), and intervals are then wider.
    /// </summary>
    public double Independence { get; }

    /// <summary>Of the windows above the level, before they are joined to peaks.</summary>
    public double ExtremalIndex { get; }

    public double Scale { get; }

    /// <summary>The tail of scores in the order of time, NaN where a window was not scored; <see langword="null"/> with too few excursions.</summary>
    public static ScoreTail? Fit(ReadOnlySpan<double> scores, int persistenceWindows)
    {
        var triggers = Triggers(scores, persistenceWindows);
        var sorted = Array.FindAll(triggers, double.IsFinite);
        Array.Sort(sorted);
        if (sorted.Length < PeaksMin)
            return null;
        var best = (Level: 0.0, Excesses: Array.Empty<double>(), Starts: Array.Empty<int>());
        foreach (var quantile in LevelQuantiles)
        {
            var level = sorted[(int)(quantile * (sorted.Length - 1))];
            var (excesses, starts) = Peaks(triggers, level, persistenceWindows);
            if (excesses.Length > best.Excesses.Length)
                best = (level, excesses, starts);
            if (excesses.Length >= PeaksWanted)
                break;
        }

        if (best.Excesses.Length < PeaksMin)
            return null;
        int[] above = [.. Enumerable.Range(0, triggers.Length).Where(i => triggers[i] > best.Level)];
        return new ScoreTail(best.Level, best.Excesses, sorted.Length, Novelty.ExtremalIndex.Of(best.Starts), Novelty.ExtremalIndex.Of(above));
    }

    /// <summary>What a threshold costs.</summary>
    public FalseAlarmQuote Quote(double threshold, double windowsPerYear, int persistenceWindows, int heldOutWindows)
    {
        var (low, high) = RateInterval(threshold);
        return new FalseAlarmQuote(
            RatePerWindow(threshold) * windowsPerYear, low * windowsPerYear, high * windowsPerYear, persistenceWindows, windowsPerYear, heldOutWindows, Excesses.Length);
    }

    /// <summary>Expected alarms per window at a threshold above the level.</summary>
    public double RatePerWindow(double threshold) =>
        (double)Excesses.Length / ExposureWindows * GeneralisedPareto.Survival(Math.Max(0, threshold - Level), Shape, Scale);

    /// <summary>Threshold at which alarms come at a rate; never below the level.</summary>
    public double Threshold(double ratePerWindow)
    {
        var share = ratePerWindow * ExposureWindows / Excesses.Length;
        return share >= 1 ? Level : Level + GeneralisedPareto.Quantile(share, Shape, Scale);
    }

    /// <summary>
    /// 90 % interval of the rate at a threshold: all rates whose profile likelihood (Poisson number of peaks, generalised Pareto sizes)
    /// lies within 1.353 of the maximum (Coles 2001, section 2.6.6). The lower end allows a bounded tail: without, intervals held the rate seen in
    /// 82 instead of 90 % of simulated structures, because alarms were rarer than they said.
    /// </summary>
    public (double Low, double High) RateInterval(double threshold)
    {
        var distance = threshold - Level;
        if (distance <= 0)
            return PoissonInterval();
        var logRate = Math.Log(RatePerWindow(threshold));
        var cutoff = Math.Max(Profile(logRate, distance), LogLikelihood(Excesses.Length, Shape, Scale)) - DevianceOf90Percent / (2 * Independence);
        return (Math.Exp(Crossing(logRate, -1, distance, cutoff)), Math.Exp(Crossing(logRate, 1, distance, cutoff)));
    }

    private static double[] Triggers(ReadOnlySpan<double> scores, int persistenceWindows)
    {
        var triggers = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            triggers[i] = i + 1 < persistenceWindows ? double.NaN : scores[i];
            for (var back = 1; back < persistenceWindows && i + 1 >= persistenceWindows; back++)
            {
                // NaN wins: a window that was not scored breaks a run, as it does in operation.
                triggers[i] = Math.Min(triggers[i], scores[i - back]);
            }
        }

        return triggers;
    }

    private static (double[] Excesses, int[] Starts) Peaks(double[] triggers, double level, int separationWindows)
    {
        var excesses = new List<double>();
        var starts = new List<int>();
        var below = separationWindows;
        for (var i = 0; i < triggers.Length; i++)
        {
            if (triggers[i] > level)
            {
                if (below >= separationWindows)
                {
                    excesses.Add(triggers[i] - level);
                    starts.Add(i);
                }
                else
                {
                    excesses[^1] = Math.Max(excesses[^1], triggers[i] - level);
                }

                below = 0;
            }
            else
            {
                below++;
            }
        }

        return ([.. excesses], [.. starts]);
    }

    /// <summary>Largest log-likelihood among the tails that have this rate at this distance above the level.</summary>
    private double Profile(double logRate, double distance, double shapeLow = 0)
    {
        // A coarse row of shapes, then a fine one around the best.
        var (_, shape) = BestShape(logRate, distance, shapeLow, ShapeMax, 0.05);
        return BestShape(logRate, distance, Math.Max(shapeLow, shape - 0.05), Math.Min(ShapeMax, shape + 0.05), 0.005).LogLikelihood;
    }

    private (double LogLikelihood, double Shape) BestShape(double logRate, double distance, double from, double to, double step)
    {
        var best = (LogLikelihood: double.NegativeInfinity, Shape: from);
        for (var shape = from; shape <= to + 1e-9; shape += step)
        {
            var likelihood = ProfileOfShape(logRate, distance, shape);
            if (likelihood > best.LogLikelihood)
                best = (likelihood, shape);
        }

        return best;
    }

    private double ProfileOfShape(double logRate, double distance, double shape)
    {
        double AtPeaks(double logPeaks)
        {
            var scale = ScaleFor(logPeaks - Math.Log(ExposureWindows) - logRate, distance, shape);
            return scale > 0 ? LogLikelihood(Math.Exp(logPeaks), shape, scale) : double.NegativeInfinity;
        }

        var centre = Math.Log(Excesses.Length);
        var lowest = Math.Max(centre - 1.5, Math.Log(ExposureWindows) + logRate + 1e-9);
        return lowest < centre + 1.5 ? GoldenSection.Maximum(AtPeaks, lowest, centre + 1.5) : double.NegativeInfinity;
    }

    /// <summary>Scale at which the survival over the distance is exp(-logRatio).</summary>
    private static double ScaleFor(double logRatio, double distance, double shape) =>
        logRatio <= 0 ? double.NaN : Math.Abs(shape) < 1e-6 ? distance / logRatio : shape * distance / (Math.Exp(shape * logRatio) - 1);

    private double LogLikelihood(double peaksExpected, double shape, double scale) =>
        Excesses.Length * Math.Log(peaksExpected) - peaksExpected + GeneralisedPareto.LogLikelihood(Excesses, shape, scale);

    private double Crossing(double logRate, int direction, double distance, double cutoff)
    {
        const double StepMax = 60;
        var inside = logRate;
        var step = 0.25;
        var shapeLow = direction < 0 ? ShapeLow : 0;
        while (Profile(inside + direction * step, distance, shapeLow) > cutoff && step < StepMax)
            step *= 2;
        // A tail that ends below the threshold fits as well: there may be no alarm at all.
        if (direction < 0 && step >= StepMax)
            return double.NegativeInfinity;
        var outside = inside + direction * step;
        for (var i = 0; i < 40; i++)
        {
            var middle = 0.5 * (inside + outside);
            if (Profile(middle, distance, shapeLow) > cutoff)
                inside = middle;
            else
                outside = middle;
        }

        return outside;
    }

    /// <summary>At the level itself only the number of peaks is uncertain.</summary>
    private (double Low, double High) PoissonInterval()
    {
        var count = Excesses.Length;
        var half = 1.6448536269514722 * Math.Sqrt(count / Independence);
        return (Math.Max(0, count - half) / ExposureWindows, (count + half) / ExposureWindows);
    }
}
