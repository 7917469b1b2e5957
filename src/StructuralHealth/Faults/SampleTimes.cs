namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Judges the times of samples: gaps, steps backwards, and the rate against the one ordered. Pure; any thread.</summary>
public static class SampleTimes
{
    /// <summary>Judges the times of one recording.</summary>
    /// <param name="timesSeconds">Time of each row in seconds.</param>
    /// <param name="options">Ordered rate and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">Fewer than three rows, a time that is no number, times without a positive step, or an option out of range.</exception>
    public static SampleTimesResult Judge(ReadOnlySpan<double> timesSeconds, SampleTimesOptions? options = null)
    {
        options ??= new SampleTimesOptions();
        options.Validate();
        if (timesSeconds.Length < 3)
            throw new ArgumentException($"Times of at least three rows are needed; there are {timesSeconds.Length}.");
        var usual = UsualStep(timesSeconds);
        var gaps = new List<SampleGap>();
        var backward = new List<int>();
        var (sum, count) = (0.0, 0);
        for (var row = 1; row < timesSeconds.Length; row++)
        {
            var step = timesSeconds[row] - timesSeconds[row - 1];
            if (step <= 0)
            {
                backward.Add(row);
            }
            else if (step > options.GapFactor * usual)
            {
                gaps.Add(new SampleGap(row, step, Math.Max(1, (int)Math.Round(step / usual) - 1)));
            }
            else
            {
                sum += step;
                count++;
            }
        }

        var rateHz = count / sum;
        var error = (rateHz / options.NominalRateHz) - 1;
        return new SampleTimesResult(rateHz, error, Math.Abs(error) > options.RateTolerance, gaps, backward);
    }

    private static double UsualStep(ReadOnlySpan<double> times)
    {
        var steps = new List<double>(times.Length - 1);
        for (var row = 1; row < times.Length; row++)
        {
            if (!double.IsFinite(times[row]) || !double.IsFinite(times[row - 1]))
                throw new ArgumentException($"The time of row {row + 1} is no number.");
            if (times[row] > times[row - 1])
                steps.Add(times[row] - times[row - 1]);
        }

        if (steps.Count == 0)
            throw new ArgumentException("The times never rise.");
        steps.Sort();
        return steps[steps.Count / 2];
    }
}
