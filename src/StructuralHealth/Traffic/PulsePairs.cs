namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Joins the pulses of two gauges that one vehicle may have made.</summary>
internal static class PulsePairs
{
    /// <summary>Each pulse once: with its partner where the two are each other's nearest within the longest lag, alone otherwise.</summary>
    public static IEnumerable<(GaugePulse? First, GaugePulse? Second)> Of(IReadOnlyList<GaugePulse> first, IReadOnlyList<GaugePulse> second, double longestLagSamples)
    {
        var taken = new HashSet<int>();
        foreach (var pulse in first)
        {
            var partner = Nearest(pulse, second, longestLagSamples);
            if (partner < 0 || !first[Nearest(second[partner], first, longestLagSamples)].Equals(pulse))
            {
                yield return (pulse, null);
                continue;
            }

            taken.Add(partner);
            yield return (pulse, second[partner]);
        }

        for (var index = 0; index < second.Count; index++)
        {
            if (!taken.Contains(index))
                yield return (null, second[index]);
        }
    }

    private static int Nearest(GaugePulse pulse, IReadOnlyList<GaugePulse> others, double longestLagSamples)
    {
        var (nearest, distance) = (-1, longestLagSamples);
        for (var index = 0; index < others.Count; index++)
        {
            var between = 0.5 * Math.Abs((double)others[index].First + others[index].Last - pulse.First - pulse.Last);
            if (between <= distance)
                (nearest, distance) = (index, between);
        }

        return nearest;
    }
}
