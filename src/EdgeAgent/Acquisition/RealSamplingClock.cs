namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>Sampling in real time. Waits on the cancellation handle, so that a stop is noticed at once.</summary>
internal sealed class RealSamplingClock(TimeProvider time) : ISamplingClock
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    public TimeProvider Time { get; } = time.TimestampFrequency == 1_000_000_000
        ? time
        : throw new PlatformNotSupportedException("The monotonic clock of this platform does not count nanoseconds.");

    public bool RunsByItself => true;

    public void WaitUntil(long monotonicNs, CancellationToken cancellationToken)
    {
        var remainingNs = monotonicNs - Time.GetTimestamp();
        if (remainingNs <= 0 || cancellationToken.IsCancellationRequested)
            return;
        var milliseconds = (int)Math.Min(int.MaxValue, (remainingNs + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);
        cancellationToken.WaitHandle.WaitOne(milliseconds);
    }
}
