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

    /// <summary>Finds what was converted nearest to a time, and forgets it and everything before it, so that nothing can be delivered twice.</summary>
    /// <returns>Whether there is anything; how many samples were skipped.</returns>
    public bool TryTake(double monotonicNs, out double value, out double distanceNs, out int skipped)
    {
        skipped = 0;
        lock (_gate)
        {
            (value, distanceNs) = (double.NaN, double.PositiveInfinity);
            if (!_made.TryPeek(out var nearest))
                return false;
            while (true)
            {
                _made.Dequeue();
                if (!_made.TryPeek(out var next) || Math.Abs(next.Ns - monotonicNs) >= Math.Abs(nearest.Ns - monotonicNs))
                    break;
                nearest = next;
                skipped++;
            }

            Lost += skipped;
            (value, distanceNs) = (nearest.Value, nearest.Ns - monotonicNs);
            return true;
        }
    }
}
