namespace EdgeTwin.Tests.Support;

/// <summary>Awaits a condition with a deadline, for tests with real processes and sockets.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, string what)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!condition())
        {
            if (clock.GetElapsedTime(start) > within)
                throw new TimeoutException($"After {within.TotalSeconds:0.#} s still not true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }
    }
}
