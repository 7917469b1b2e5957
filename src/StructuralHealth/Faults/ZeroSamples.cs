namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Finds zeros that a recorder writes where it has no measurement: exactly 0 on all channels at once, or exactly 0 on a channel that is far from 0 on both sides of it and on the same
/// side. A signal that swings through 0 may be exactly 0 by chance and is left alone, and so is a lone zero at the start of a channel that has no standing level.
/// </summary>
internal static class ZeroSamples
{
    /// <summary>A zero must lie this many steps between neighbours away from them.</summary>
    private const double StepFactor = 8;
    private const int Near = 4;

    /// <summary>Channels needed for a common zero to be no chance.</summary>
    private const int FewestChannels = 3;

    /// <summary>Rows in which every channel that has a sample is exactly 0, at least three of them.</summary>
    public static IEnumerable<(int From, int To)> Common(IReadOnlyList<double[]> channels)
    {
        // A channel that is dead at 0 proves nothing.
        var living = channels.Where(channel => channel.Any(value => double.IsFinite(value) && value != 0)).ToList();
        return living.Count < FewestChannels ? [] : RecordingScan.Runs(living[0].Length, IsCommon);
        bool IsCommon(int row)
        {
            var zeros = 0;
            foreach (var channel in living)
            {
                if (channel[row] == 0)
                    zeros++;
                else if (!double.IsNaN(channel[row]))
                    return false;
            }

            return zeros >= FewestChannels;
        }
    }

    public static IEnumerable<SensorFault> Find(double[] samples, int channel)
    {
        var step = UsualStep(samples);
        if (!(step > 0))
            yield break;
        foreach (var (from, to) in RecordingScan.Runs(samples.Length, index => samples[index] == 0))
        {
            var around = Enumerable.Range(from - Near, Near).Concat(Enumerable.Range(to, Near))
                .Where(index => index >= 0 && index < samples.Length && double.IsFinite(samples[index])).Select(index => samples[index]).ToArray();
            if (around.Length < Near || around.Min() * around.Max() <= 0)
                continue;
            var level = around.Min(Math.Abs);
            if (level > StepFactor * step && (from > 0 || HasStandingLevel(samples)))
                yield return new SensorFault(SensorFaultKind.ZeroSamples, channel, from, to, level, StepFactor * step, FaultCertainty.VeryLikely);
        }
    }

    /// <summary>Median of the steps between samples, zeros and rests left out.</summary>
    private static double UsualStep(double[] samples)
    {
        var steps = Enumerable.Range(1, Math.Max(0, samples.Length - 1))
            .Where(index => samples[index] != 0 && samples[index - 1] != 0)
            .Select(index => Math.Abs(samples[index] - samples[index - 1])).Where(step => step > 0).Order().ToArray();
        return steps.Length == 0 ? 0 : steps[steps.Length / 2];
    }

    private static bool HasStandingLevel(double[] samples)
    {
        var sorted = samples.Where(double.IsFinite).Order().ToArray();
        return sorted[sorted.Length / 100] * sorted[sorted.Length - 1 - (sorted.Length / 100)] > 0;
    }
}
