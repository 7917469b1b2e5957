namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>
/// When the model host may be started again: after 1 s, then twice as long each time up to a minute, and not more often than a number of
/// times an hour. A host that has lived for ten minutes starts with a clean slate. Belongs to the supervisor's thread.
/// </summary>
internal sealed class RestartBudget(TimeProvider clock)
{
    public const int StartsPerHourMax = 20;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Queue<long> _starts = new();
    private int _failuresInARow;
    private long _lastStart;
    private long _lastFailure;

    /// <summary>How long to wait before the next start; zero when it may happen now.</summary>
    public TimeSpan Wait()
    {
        while (_starts.Count > 0 && clock.GetElapsedTime(_starts.Peek()) >= Hour)
            _starts.Dequeue();
        var wait = TimeSpan.Zero;
        if (_failuresInARow > 0)
        {
            var delay = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(_failuresInARow - 1, 30)), LongestDelay.TotalSeconds);
            wait = TimeSpan.FromSeconds(delay) - clock.GetElapsedTime(_lastFailure);
        }

        if (_starts.Count >= StartsPerHourMax)
            wait = TimeSpan.FromTicks(Math.Max(wait.Ticks, (Hour - clock.GetElapsedTime(_starts.Peek())).Ticks));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Started()
    {
        _lastStart = clock.GetTimestamp();
        _starts.Enqueue(_lastStart);
    }

    public void Failed()
    {
        if (clock.GetElapsedTime(_lastStart) >= ProvenAfter)
            _failuresInARow = 0;
        _failuresInARow++;
        _lastFailure = clock.GetTimestamp();
    }
}
