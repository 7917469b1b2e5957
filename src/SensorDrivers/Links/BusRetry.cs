using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>
/// Bounded attempts at one transfer: what may pass by itself is tried again after a pause that grows and is never quite the same, so that
/// two masters or two threads that disturb each other do not do so in step. Owned by one link.
/// </summary>
internal sealed class BusRetry(IBusProvider buses)
{
    /// <summary>The first attempt and two more: a fault that lasts longer is for the sampling loop to report.</summary>
    public const int AttemptsMax = 3;

    private const double FirstPauseMicroseconds = 100;
    private readonly Random _jitter = new();

    /// <summary>Pauses before the next attempt.</summary>
    /// <param name="error">Why the attempt failed.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="attemptsMax">Attempts allowed in all.</param>
    /// <returns>Whether there is to be another one.</returns>
    public bool ShallTryAgain(SensorException error, int attempt, int attemptsMax)
    {
        if (!error.IsTransient || attempt >= attemptsMax)
            return false;
        buses.Pause(TimeSpan.FromMicroseconds(FirstPauseMicroseconds * (1 << (attempt - 1)) * (0.5 + _jitter.NextDouble())));
        return true;
    }
}
