namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Bridges gaps that are short against the highest frequency and cuts the record at the others.</summary>
internal static class RecordStretches
{
    /// <summary>Gaps are bridged by a straight line up to this part of a period of the highest frequency.</summary>
    private const double BridgedPeriods = 0.25;

    /// <summary>Stretches of samples without gaps, [stretch][channel][sample]; leading and trailing samples that are missing are left out.</summary>
    public static List<double[][]> Cut(ModalRecord record, double highFrequencyHz, double missingShareMaximum)
    {
        RefuseGappy(record, missingShareMaximum);
        var longest = Math.Max(1, (int)(BridgedPeriods * record.SampleRateHz / highFrequencyHz));
        double[][] filled = [.. record.Channels.Select(channel => Bridge(channel.Span, longest))];
        var stretches = new List<double[][]>();
        var start = 0;
        for (var index = 0; index <= record.Length; index++)
        {
            if (index < record.Length && filled.All(channel => double.IsFinite(channel[index])))
                continue;
            if (index > start)
                stretches.Add([.. filled.Select(channel => channel[start..index])]);
            start = index + 1;
        }

        foreach (var channel in stretches.SelectMany(stretch => stretch))
            Detrend(channel);
        return stretches;
    }

    private static void RefuseGappy(ModalRecord record, double missingShareMaximum)
    {
        for (var channel = 0; channel < record.Channels.Count; channel++)
        {
            var missing = 0;
            foreach (var sample in record.Channels[channel].Span)
                missing += double.IsFinite(sample) ? 0 : 1;
            if (missing > missingShareMaximum * record.Length)
            {
                throw new ModalRefusalException(
                    ModalRefusalKind.TooManyGaps,
                    $"{record.Names[channel]} lacks {100.0 * missing / record.Length:F1} % of its samples; at most {100 * missingShareMaximum:F1} % may be missing.");
            }
        }
    }

    private static double[] Bridge(ReadOnlySpan<double> samples, int longest)
    {
        var result = samples.ToArray();
        var last = -1;
        for (var index = 0; index < result.Length; index++)
        {
            if (!double.IsFinite(result[index]))
                continue;
            var gap = index - last - 1;
            for (var inside = 1; last >= 0 && gap <= longest && inside <= gap; inside++)
                result[last + inside] = result[last] + ((result[index] - result[last]) * inside / (gap + 1));
            last = index;
        }

        return result;
    }

    /// <summary>Takes the straight line of least squares away.</summary>
    internal static void Detrend(Span<double> samples)
    {
        var middle = 0.5 * (samples.Length - 1);
        var (mean, slope, square) = (0.0, 0.0, 0.0);
        for (var index = 0; index < samples.Length; index++)
        {
            mean += samples[index];
            slope += (index - middle) * samples[index];
            square += (index - middle) * (index - middle);
        }

        mean /= samples.Length;
        slope = square > 0 ? slope / square : 0;
        for (var index = 0; index < samples.Length; index++)
            samples[index] -= mean + (slope * (index - middle));
    }
}
