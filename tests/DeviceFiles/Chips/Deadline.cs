namespace EdgeTwin.DeviceFiles.Chips;

/// <summary>Waits between looks at a condition, and gives up after some time.</summary>
internal sealed class Deadline(TimeSpan patience)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public Task WaitAsync(TimeSpan interval, string what) => TimeProvider.System.GetElapsedTime(_start) < patience
        ? Task.Delay(interval, TimeProvider.System)
        : throw new TimeoutException($"After {patience.TotalSeconds:0.#} s still waiting for {what}.");
}
