namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>
/// Finds where a slope changes: the position with the smallest sum of squares, kept only where the Bayesian information criterion on
/// effective rows prefers two slopes clearly, with the interval of the profile likelihood (B. E. Hansen, Econometrica 68, 2000).
/// </summary>
internal static class KinkSearch
{
    private const int Candidates = 80;
    private const double DevianceOf90Percent = 2.705543454095404;

    /// <summary>Evidence that makes a kink "strong" on the scale of Kass and Raftery (1995).</summary>
    private const double CriterionGain = 6;

    public static (IReadOnlyList<EnvironmentTerm> Terms, IReadOnlyList<EnvironmentKinkEstimate> Kinks) Resolve(
        double[] values, IReadOnlyList<EnvironmentTerm> terms, IReadOnlyList<double[]> conditions, EnvironmentOptions options)
    {
        var resolved = terms.ToArray();
        var kinks = new List<EnvironmentKinkEstimate>();
        for (var t = 0; t < resolved.Length; t++)
        {
            var term = resolved[t];
            if (term.Kink == EnvironmentKink.None)
                continue;
            resolved[t] = term with { Kink = EnvironmentKink.None };
            var candidates = Inner(values, term, conditions[t], options.KinkShareMin);
            var found = candidates.Length == 0 ? None(term)
                : term.Kink == EnvironmentKink.Found ? Search(values, resolved, t, conditions, candidates)
                : term.Apply(term.KinkAt) >= candidates[0] && term.Apply(term.KinkAt) <= candidates[^1] ? new(term.Id, term.KinkAt, term.KinkAt, term.KinkAt)
                : None(term);
            kinks.Add(found);
            if (!double.IsNaN(found.At))
                resolved[t] = term with { Kink = EnvironmentKink.Given, KinkAt = found.At };
        }

        return (resolved, kinks);
    }

    private static EnvironmentKinkEstimate None(EnvironmentTerm term) => new(term.Id, double.NaN, double.NaN, double.NaN);

    /// <summary>Positions with enough rows on either side, evenly spaced, in transformed units.</summary>
    private static double[] Inner(double[] values, EnvironmentTerm term, double[] condition, double share)
    {
        var sorted = condition.Select(term.Apply).Where((v, i) => double.IsFinite(v) && double.IsFinite(values[i])).Order().ToArray();
        if (sorted.Length < 10)
            return [];
        var low = sorted[(int)(share * (sorted.Length - 1))];
        var high = sorted[(int)Math.Ceiling((1 - share) * (sorted.Length - 1))];
        return high > low ? [.. Enumerable.Range(0, Candidates + 1).Select(i => low + ((high - low) * i / Candidates))] : [];
    }

    private static EnvironmentKinkEstimate Search(
        double[] values, EnvironmentTerm[] terms, int index, IReadOnlyList<double[]> conditions, double[] candidates)
    {
        var term = terms[index];
        LeastSquares? At(double transformed) => Fit(values, terms, index, conditions, term with { Kink = EnvironmentKink.Given, KinkAt = term.Invert(transformed) });
        var fits = candidates.Select(At).ToArray();
        var straight = Fit(values, terms, index, conditions, term);
        if (straight is null || fits.All(f => f is null))
            return None(term);
        var best = Enumerable.Range(0, fits.Length).MinBy(i => fits[i]?.SumOfSquares ?? double.PositiveInfinity);
        var bestFit = fits[best]!;
        var effective = Autocorrelation.EffectiveRows(bestFit.Count, Autocorrelation.OfFirstLag(bestFit.Residuals));
        // Two further parameters: the slope and the position.
        if ((effective * Math.Log(straight.SumOfSquares / bestFit.SumOfSquares)) - (2 * Math.Log(effective)) < CriterionGain)
            return None(term);
        var position = Novelty.GoldenSection.Argument(
            k => -(At(k)?.SumOfSquares ?? double.PositiveInfinity), candidates[Math.Max(0, best - 1)], candidates[Math.Min(candidates.Length - 1, best + 1)]);
        var least = Math.Min(bestFit.SumOfSquares, At(position)?.SumOfSquares ?? double.PositiveInfinity);
        var limit = least * Math.Exp(DevianceOf90Percent / effective);
        var inside = Enumerable.Range(0, fits.Length).Where(i => fits[i]?.SumOfSquares <= limit).ToArray();
        var step = (candidates[^1] - candidates[0]) / Candidates;
        var low = (inside.Length > 0 ? Math.Min(position, candidates[inside[0]]) : position) - step;
        var high = (inside.Length > 0 ? Math.Max(position, candidates[inside[^1]]) : position) + step;
        return new EnvironmentKinkEstimate(term.Id, term.Invert(position), term.Invert(low), term.Invert(high));
    }

    private static LeastSquares? Fit(double[] values, EnvironmentTerm[] terms, int index, IReadOnlyList<double[]> conditions, EnvironmentTerm term)
    {
        var tried = (EnvironmentTerm[])terms.Clone();
        tried[index] = term;
        return LeastSquares.Fit(EnvironmentRegression.Rows(new EnvironmentDesign(tried), values, conditions), values);
    }
}
