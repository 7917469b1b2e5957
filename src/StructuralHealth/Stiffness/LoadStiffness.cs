namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>
/// Stiffness from force and displacement of a load test: regression over the loading branch between two shares of the peak force. Displacements must have gone through the
/// sensor-fault gate: a dead channel is refused here, single outliers are left out, and many outliers are refused. Pure; any thread.
/// </summary>
public static class LoadStiffness
{
    private const int PeakReach = 2;
    private const double UnloadedShare = 0.02;
    private const int Rounds = 10;
    private const int ForceSteps = 10;

    /// <summary>Standard errors by which the slope differs from none, below which noise would be called a stiffness.</summary>
    private const double LeastSignificance = 3;

    /// <summary>Stiffness of one loading.</summary>
    /// <param name="force">Force, zero when unloaded, in the order of time; NaN is missing.</param>
    /// <param name="displacement">Displacement in the direction of the force, same length; NaN is missing.</param>
    /// <param name="options">Part of the loading; defaults when null.</param>
    /// <exception cref="ArgumentException">Says why there is no stiffness: lengths, no loading, too few samples, a displacement that does not answer or is full of outliers; or an option is out of range.</exception>
    public static LoadStiffnessResult Estimate(ReadOnlySpan<double> force, ReadOnlySpan<double> displacement, LoadStiffnessOptions? options = null)
    {
        options ??= new LoadStiffnessOptions();
        options.Validate();
        if (force.Length != displacement.Length)
            throw new ArgumentException($"Force has {force.Length} samples and displacement {displacement.Length}.");
        var peakSample = PeakSample(force);
        var peak = SmoothedAt(force, peakSample);
        var (x, y, first) = LoadingBranch(force, displacement, peakSample, peak, options);
        if (x.Length < options.FewestSamples)
        {
            throw new ArgumentException(
                $"Only {x.Length} samples lie between {100 * options.LowerShare:0} and {100 * options.UpperShare:0} % of the peak force before the peak; {options.FewestSamples} are needed.");
        }

        var (fit, rejected) = FitWithoutOutliers(x, y, options);
        var atPeak = SmoothedAt(displacement, peakSample);
        return new LoadStiffnessResult(
            fit.Slope, fit.SlopeStandardError, peak / atPeak, peak, atPeak, Residual(force, displacement, peakSample, peak), fit, rejected, first, peakSample);
    }

    /// <summary>Response of any channel per unit of force over the same branch, for example microstrain per kN: regression of the response on the force.</summary>
    /// <param name="force">Force, zero when unloaded; NaN is missing.</param>
    /// <param name="response">Strain, rotation or another response; NaN is missing.</param>
    /// <param name="options">Part of the loading; defaults when null.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no loading, or there are too few samples; or an option is out of range.</exception>
    public static LinearFit ResponsePerForce(ReadOnlySpan<double> force, ReadOnlySpan<double> response, LoadStiffnessOptions? options = null)
    {
        options ??= new LoadStiffnessOptions();
        options.Validate();
        if (force.Length != response.Length)
            throw new ArgumentException($"Force has {force.Length} samples and response {response.Length}.");
        var peakSample = PeakSample(force);
        var (x, y, _) = LoadingBranch(force, response, peakSample, SmoothedAt(force, peakSample), options);
        if (x.Length < options.FewestSamples)
            throw new ArgumentException($"Only {x.Length} samples lie on the loading branch; {options.FewestSamples} are needed.");
        return LinearFit.Of(y, x);
    }

    /// <summary>The sample with the largest force, judged on medians of five so that a spike is no peak.</summary>
    private static int PeakSample(ReadOnlySpan<double> force)
    {
        var largest = 0.0;
        var at = -1;
        for (var index = 0; index < force.Length; index++)
        {
            var value = Math.Abs(SmoothedAt(force, index));
            if (value > largest)
                (largest, at) = (value, index);
        }

        return at >= 0 ? at : throw new ArgumentException("The force is zero or missing throughout: nothing was loaded, or the load cell is not connected.");
    }

    private static double SmoothedAt(ReadOnlySpan<double> values, int at)
    {
        Span<double> near = stackalloc double[(2 * PeakReach) + 1];
        var count = 0;
        for (var index = Math.Max(0, at - PeakReach); index <= Math.Min(values.Length - 1, at + PeakReach); index++)
        {
            if (double.IsFinite(values[index]))
                near[count++] = values[index];
        }

        if (count == 0)
            return double.NaN;
        near = near[..count];
        near.Sort();
        return 0.5 * (near[(count - 1) / 2] + near[count / 2]);
    }

    private static (double[] Displacement, double[] Force, int First) LoadingBranch(
        ReadOnlySpan<double> force, ReadOnlySpan<double> response, int peakSample, double peak, LoadStiffnessOptions options)
    {
        var (x, y) = (new List<double>(), new List<double>());
        var first = -1;
        for (var index = 0; index < peakSample; index++)
        {
            var share = force[index] / peak;
            if (!(share > options.LowerShare && share < options.UpperShare) || !double.IsFinite(response[index]))
                continue;
            first = first < 0 ? index : first;
            x.Add(response[index]);
            y.Add(force[index]);
        }

        return ([.. x], [.. y], first);
    }

    private static (LinearFit Fit, int Rejected) FitWithoutOutliers(double[] displacement, double[] force, LoadStiffnessOptions options)
    {
        var line = RobustLine(displacement, force);
        if (!(Math.Abs(line.Slope) > 0) || !double.IsFinite(line.Slope))
            throw new ArgumentException("The displacement does not move while the force does: the sensor is dead, or does not see the load.");
        var kept = new bool[force.Length];
        kept.AsSpan().Fill(true);
        var covered = Math.Abs(line.Slope) * (force.Max() - force.Min());
        for (var round = 0; round < Rounds; round++)
        {
            var residuals = displacement.Select((value, index) => value - line.Intercept - (line.Slope * force[index])).ToArray();
            var limit = Math.Max(options.RejectionFactor * 1.4826 * Median(residuals.Select(Math.Abs)), options.RejectionShare * covered);
            var next = residuals.Select(residual => Math.Abs(residual) <= limit).ToArray();
            var same = round > 0 && next.AsSpan().SequenceEqual(kept);
            kept = next;
            if (same)
                break;
            var fit = LinearFit.Of(Masked(force, kept), displacement);
            line = (fit.Slope, fit.Intercept);
        }

        var rejected = kept.Count(keep => !keep);
        if (rejected > options.MaximumRejectedShare * force.Length)
            throw new ArgumentException($"{100.0 * rejected / force.Length:0.#} % of the displacements on the loading branch lie off the line ({100 * options.MaximumRejectedShare:0.#} % may): clean the channel first.");
        var result = LinearFit.Of(Masked(displacement, kept), force);
        if (!double.IsFinite(result.Slope))
            throw new ArgumentException("The displacement does not move while the force does: the sensor is dead, or does not see the load.");
        return Math.Abs(result.Slope) < LeastSignificance * result.SlopeStandardError
            ? throw new ArgumentException("The displacement does not follow the force: the slope is less than three standard errors from none. Take the channel at the load, and check that the load was applied.")
            : (result, rejected);
    }

    /// <summary>
    /// Line of displacement over force that outliers do not move: medians of the displacement in steps of the force, and the median of the slopes between them (Theil and Sen).
    /// The steps keep a long stop of the loading from outweighing the loading itself.
    /// </summary>
    private static (double Slope, double Intercept) RobustLine(double[] displacement, double[] force)
    {
        var lowest = force.Min();
        var width = (force.Max() - lowest) / ForceSteps;
        var steps = Enumerable.Range(0, force.Length).GroupBy(index => (int)Math.Min(ForceSteps - 1, (force[index] - lowest) / width))
            .Select(step => (Force: Median(step.Select(index => force[index])), Displacement: Median(step.Select(index => displacement[index])))).ToArray();
        var slopes = steps.SelectMany((one, index) => steps.Skip(index + 1).Select(other => (other.Displacement - one.Displacement) / (other.Force - one.Force))).Where(double.IsFinite).ToArray();
        if (slopes.Length == 0)
            return (double.NaN, double.NaN);
        var slope = Median(slopes);
        return (slope, Median(steps.Select(step => step.Displacement - (slope * step.Force))));
    }

    private static double[] Masked(double[] values, bool[] kept) => [.. values.Select((value, index) => kept[index] ? value : double.NaN)];

    private static double Residual(ReadOnlySpan<double> force, ReadOnlySpan<double> displacement, int peakSample, double peak)
    {
        for (var index = peakSample + 1; index < force.Length; index++)
        {
            if (force[index] / peak < UnloadedShare && double.IsFinite(displacement[index]))
                return SmoothedAt(displacement, index);
        }

        return double.NaN;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
