namespace EdgeTwin.Sync.Drain;

/// <summary>
/// Wakes one waiting loop. A set that comes before the wait is kept, so no wake-up is lost; several sets before a wait are one.
/// Sets from any thread; one thread waits.
/// </summary>
internal sealed class WakeSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = NewSource();

    public void Set()
    {
        lock (_gate)
            _next.TrySetResult();
    }

    /// <summary>Returns when set, when <paramref name="timeout"/> has passed, or when cancelled; never throws.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiting;
        lock (_gate)
            waiting = _next;
        if (!waiting.Task.IsCompleted && timeout > TimeSpan.Zero)
        {
            await using var timer = timeProvider.CreateTimer(Wake, waiting, timeout, Timeout.InfiniteTimeSpan);
            await using var registration = cancellationToken.Register(Wake, waiting);
            await waiting.Task;
        }

        lock (_gate)
        {
            if (_next.Task.IsCompleted)
                _next = NewSource();
        }
    }

    private static void Wake(object? source) => ((TaskCompletionSource)source!).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
