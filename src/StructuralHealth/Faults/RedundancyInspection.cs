namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>One run of <see cref="ChannelRedundancy.Inspect"/>: a verdict per window, then faults from verdicts that last.</summary>
internal sealed class RedundancyInspection(ChannelRedundancy reference, IEnumerable<RedundancyWindow?> windows)
{
    /// <summary>A turned sign or an exchange must explain at least this much of the misfit.</summary>
    private const double ExplainedShare = 0.6;

    /// <summary>A window whose variance is below this share of the least of the reference holds sensor noise, not motion.</summary>
    private const double QuietShare = 0.1;

    /// <summary>Half as much again in what the channels do not share.</summary>
    private static readonly double s_leastExcess = Math.Log(1.5);
    private readonly RedundancyWindow?[] _windows = [.. windows];

    public IReadOnlyList<SensorFault> Run()
    {
        var moving = _windows.Select(window => window is null ? null : Judge(window)).ToArray();
        var level = _windows.Select((window, index) => window is null || moving[index] is not null ? null : JudgeLevel(window)).ToArray();
        return [.. Faults(moving).Concat(LevelFaults(level)).OrderBy(fault => fault.FirstSample).ThenBy(fault => fault.Channel)];
    }

    private Verdict? Judge(RedundancyWindow window)
    {
        var limit = reference.Misfit.Upper(reference.Options.Margin);
        var misfit = reference.MisfitOf(window.Covariance);
        if (!(misfit > limit) || reference.ExcessOf(window.Covariance) < reference.Excess.Mean + s_leastExcess || ChannelRedundancy.StrengthOf(window.Covariance) < reference.Strength.Minimum + Math.Log(QuietShare))
            return null;
        return Turned(window, misfit, limit) ?? Exchanged(window, misfit, limit) ?? ChannelAtFault(window, misfit, limit);
    }

    private Verdict? Turned(RedundancyWindow window, double misfit, double limit)
    {
        var best = Judged.Select(channel => (Channel: channel, Misfit: reference.MisfitOf(window.Turned(channel)))).DefaultIfEmpty((Channel: -1, Misfit: double.NaN)).MinBy(turned => turned.Misfit);
        return Explains(best.Misfit, misfit, limit) ? new Verdict(SensorFaultKind.SwappedPolarity, best.Channel, misfit, limit) : null;
    }

    private Verdict? Exchanged(RedundancyWindow window, double misfit, double limit)
    {
        var judged = Judged.ToArray();
        var best = (First: -1, Second: -1, Misfit: double.PositiveInfinity);
        foreach (var first in judged)
        {
            foreach (var second in judged.Where(second => second > first))
            {
                var exchanged = reference.MisfitOf(window.Exchanged(first, second, reference.Scale));
                best = exchanged < best.Misfit ? (first, second, exchanged) : best;
            }
        }

        return Explains(best.Misfit, misfit, limit) ? new Verdict(SensorFaultKind.SwappedChannels, best.First, misfit, limit) { Others = [best.Second] } : null;
    }

    private bool Explains(double remaining, double misfit, double limit) => remaining <= limit && misfit - remaining >= ExplainedShare * (misfit - reference.Misfit.Mean);

    private Verdict? ChannelAtFault(RedundancyWindow window, double misfit, double limit)
    {
        var excess = Enumerable.Range(0, reference.Redundancy.Count)
            .Select(channel => reference.MisfitWithout(window.Covariance, channel) / reference.MisfitsWithout[channel].Upper(reference.Options.Margin)).ToArray();
        var channel = Array.IndexOf(excess, excess.Min());
        var suspects = Enumerable.Range(0, excess.Length).Where(other => other != channel && (excess[channel] > 1 || excess[other] <= 1)).ToArray();
        if (suspects.Length > 0 || reference.Redundancy[channel] < reference.Options.LeastRedundancy)
            return new Verdict(SensorFaultKind.Unexplained, channel, misfit, limit) { Others = suspects };
        var (gain, correlation, predicted) = reference.PredictionOf(window.Covariance, channel);
        var own = window.Covariance[channel, channel];
        if (own < 0.1 * predicted)
            return new Verdict(SensorFaultKind.NoiseLoss, channel, Math.Sqrt(own / predicted), Math.Sqrt(0.1));
        if (correlation < reference.Correlations[channel].Lower(reference.Options.Margin))
            return new Verdict(SensorFaultKind.NoiseGain, channel, misfit, limit);
        var change = (gain / reference.Gains[channel].Mean) - 1;
        return Math.Abs(change) > reference.Options.GainTolerance ? new Verdict(SensorFaultKind.GainError, channel, change, reference.Options.GainTolerance) : null;
    }

    private Verdict? JudgeLevel(RedundancyWindow window)
    {
        var levels = Enumerable.Range(0, reference.Levels.Length).Select(channel => reference.LevelOf(window.Mean, channel)).ToArray();
        var contributions = levels.Select((level, channel) => level * level * reference.LevelPrecision[channel, channel]).ToArray();
        var channel = Array.IndexOf(contributions, contributions.Max());
        if (reference.LevelRedundancy[channel] < reference.Options.LeastRedundancy)
            return null;
        var range = reference.Levels[channel];
        var limit = Math.Max(range.Upper(reference.Options.Margin), -range.Lower(reference.Options.Margin));
        if (!(Math.Abs(levels[channel]) > limit))
            return null;
        var isAlone = reference.LevelDistanceWithout(window.Mean, channel) <= reference.LevelDistances.Upper(reference.Options.Margin);
        return new Verdict(isAlone ? SensorFaultKind.BiasStep : SensorFaultKind.Unexplained, channel, levels[channel], limit)
        {
            Others = isAlone ? [] : [.. Enumerable.Range(0, levels.Length).Where(other => other != channel)],
        };
    }

    private IEnumerable<SensorFault> Faults(Verdict?[] verdicts) =>
        Runs(verdicts, (one, other) => one.IsLike(other)).Select(run => Fault(run.From, run.To, Worst(verdicts[run.From..run.To]), null));

    private IEnumerable<SensorFault> LevelFaults(Verdict?[] verdicts)
    {
        foreach (var (from, to) in Runs(verdicts, (one, other) => one.IsLike(other)))
        {
            var worst = Worst(verdicts[from..to]);
            yield return Fault(from, to, worst, worst.Kind == SensorFaultKind.BiasStep && IsDrift(worst.Channel, to) ? SensorFaultKind.Drift : worst.Kind);
        }
    }

    /// <summary>Whether the levels up to the end of the fault follow a ramp better than a step: sums of squares of the best of each.</summary>
    private bool IsDrift(int channel, int to)
    {
        var levels = _windows[..to].OfType<RedundancyWindow>().Select(window => reference.LevelOf(window.Mean, channel)).ToArray();
        var (step, ramp) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var onset = 0; onset < levels.Length - 1; onset++)
        {
            step = Math.Min(step, SquaresAfter(levels, onset, _ => 1));
            ramp = Math.Min(ramp, SquaresAfter(levels, onset, after => after + 1));
        }

        return ramp < step;
    }

    /// <summary>Squares left when the shape, scaled to fit, is taken off from the onset on and the mean before it.</summary>
    private static double SquaresAfter(double[] levels, int onset, Func<int, double> shape)
    {
        var before = onset == 0 ? 0 : levels[..onset].Average();
        var (along, square) = (0.0, 0.0);
        for (var index = onset; index < levels.Length; index++)
        {
            along += shape(index - onset) * (levels[index] - before);
            square += shape(index - onset) * shape(index - onset);
        }

        var height = along / square;
        return levels.Select((level, index) => level - before - (index < onset ? 0 : height * shape(index - onset))).Sum(left => left * left);
    }

    /// <summary>Windows in a row with the same verdict, long enough to count; a window without data goes on with the row.</summary>
    private IEnumerable<(int From, int To)> Runs(Verdict?[] verdicts, Func<Verdict, Verdict, bool> isSame)
    {
        for (var from = 0; from < verdicts.Length;)
        {
            if (verdicts[from] is not { } verdict)
            {
                from++;
                continue;
            }

            var to = from + 1;
            while (to < verdicts.Length && (_windows[to] is null || (verdicts[to] is { } next && isSame(verdict, next))))
                to++;
            if (verdicts[from..to].Count(one => one is not null) >= reference.Options.Persistence)
                yield return (from, to);
            from = to;
        }
    }

    private SensorFault Fault(int from, int to, Verdict worst, SensorFaultKind? kind) => new(
        kind ?? worst.Kind,
        worst.Channel,
        from * reference.Options.WindowSamples,
        to * reference.Options.WindowSamples,
        worst.Measured,
        worst.Limit,
        Math.Abs(worst.Measured) >= 2 * worst.Limit ? FaultCertainty.VeryLikely : FaultCertainty.Likely)
    {
        Others = worst.Others,
    };

    private static Verdict Worst(Verdict?[] verdicts) => verdicts.OfType<Verdict>().MaxBy(verdict => Math.Abs(verdict.Measured))!;

    private IEnumerable<int> Judged => Enumerable.Range(0, reference.Redundancy.Count).Where(channel => reference.Redundancy[channel] >= reference.Options.LeastRedundancy);

    private sealed record Verdict(SensorFaultKind Kind, int Channel, double Measured, double Limit)
    {
        public IReadOnlyList<int> Others { get; init; } = [];

        /// <summary>The same fault; of unexplained ones, those whose suspects overlap.</summary>
        public bool IsLike(Verdict other) => Kind == other.Kind && (Kind == SensorFaultKind.Unexplained
            ? Others.Append(Channel).Intersect(other.Others.Append(other.Channel)).Any()
            : Channel == other.Channel && Others.SequenceEqual(other.Others));
    }
}
