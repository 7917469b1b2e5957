namespace EdgeTwin.SensorDrivers.Links;

/// <summary>What counts as a failure of a bus, as opposed to a bug.</summary>
internal static class BusFailure
{
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or TimeoutException or PlatformNotSupportedException;

    public static SensorException NotOpen(string operation, string device) =>
        new(operation, device, "the sensor is not started", "Start the sensor", isTransient: true);
}
