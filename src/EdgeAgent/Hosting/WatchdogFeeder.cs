namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Feeds systemd's watchdog from the signal path, a few times per interval: a station that no longer processes samples is started again,
/// however healthy its timers look.
/// </summary>
internal sealed class WatchdogFeeder(SystemdNotifier systemd, TimeProvider time)
{
    private const double FeedsPerInterval = 4;
    private readonly TimeSpan _every = (systemd.WatchdogInterval ?? Timeout.InfiniteTimeSpan) / FeedsPerInterval;
    private long _fedAt;

    /// <summary>Called after every item of the signal path, on its thread.</summary>
    public void Feed()
    {
        if (systemd.WatchdogInterval is null)
            return;
        var now = time.GetTimestamp();
        if (_fedAt != 0 && time.GetElapsedTime(_fedAt, now) < _every)
            return;
        _fedAt = now;
        systemd.Watchdog();
    }
}
