namespace EdgeTwin.Sync.Drain;

/// <summary>
/// A byte rate on the monotonic clock. Spending may overdraw, so that a message larger than the burst still passes; the debt is
/// then waited for. Used by one loop.
/// </summary>
internal sealed class TokenBucket(int bytesPerSecond, int burstBytes, TimeProvider timeProvider)
{
    private double _tokens = burstBytes;
    private long _filledTimestamp = timeProvider.GetTimestamp();

    /// <summary>How long until something may be sent; zero when it may be sent now.</summary>
    public TimeSpan Wait
    {
        get
        {
            Fill();
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / bytesPerSecond);
        }
    }

    public void Spend(int bytes)
    {
        Fill();
        _tokens -= bytes;
    }

    private void Fill()
    {
        var now = timeProvider.GetTimestamp();
        _tokens = Math.Min(burstBytes, _tokens + (timeProvider.GetElapsedTime(_filledTimestamp, now).TotalSeconds * bytesPerSecond));
        _filledTimestamp = now;
    }
}
