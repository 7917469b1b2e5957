namespace EdgeTwin.EdgeAgent.Tests.FaultCampaign;

/// <summary>
/// What one channel of a chip really converted, in the order of time, and what of it was delivered. The sampling thread writes, the
/// consumer of the blocks reads.
/// </summary>
internal sealed class ChannelDiary
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Ns, double Value)> _made = new();

    /// <summary>Samples that were converted and never delivered.</summary>
    public long Lost { get; private set; }

    public void Write(long monotonicNs, double value)
    {
        lock (_gate)
            _made.Enqueue((monotonicNs, value));
    }

    /// <summary>
    /// Finds what was converted with this value near a time, or else whatever was nearest, and forgets it and everything before it, so that
    /// nothing can be delivered twice.
    /// </summary>
    /// <returns>What was found, how far from the stated time, and how many samples were skipped; <see langword="null"/> when there is nothing.</returns>
    public (double Value, double DistanceNs, int Skipped)? Take(double monotonicNs, double value, double toleranceNs)
    {
        lock (_gate)
        {
            var (place, best, bestRank) = (0, -1, double.PositiveInfinity);
            (long Ns, double Value) found = default;
            foreach (var made in _made)
            {
                if (made.Ns > monotonicNs + toleranceNs && best >= 0)
                    break;
                // Noise makes values tell samples apart; of equal ones the nearest counts.
                var distanceNs = Math.Abs(made.Ns - monotonicNs);
                var rank = distanceNs <= toleranceNs && IsSame(value, made.Value) ? distanceNs : distanceNs + (2 * toleranceNs);
                if (rank < bestRank)
                    (best, bestRank, found) = (place, rank, made);
                place++;
            }

            if (best < 0)
                return null;
            for (var i = 0; i <= best; i++)
                _made.Dequeue();
            Lost += best;
            return (found.Value, found.Ns - monotonicNs, best);
        }
    }

    /// <summary>Whether a delivered value is a converted one: drivers compute in single precision.</summary>
    public static bool IsSame(double delivered, double converted) => Math.Abs(delivered - converted) <= (1e-5 * Math.Abs(converted)) + 1e-5;
}
