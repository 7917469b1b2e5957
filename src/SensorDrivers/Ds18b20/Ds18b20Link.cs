using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>A driver's line to the kernel's files of its chip: bounded retries, and errors in the technician's words.</summary>
internal sealed class Ds18b20Link(IBusProvider buses, BusLocation location, string kind)
{
    private const string Wiring =
        "Check 3.3 V and ground at the sensor, the 1-Wire data wire and its 4.7 kohm pull-up to 3.3 V; then dtoverlay=w1-gpio in "
        + "/boot/firmware/config.txt and the device's name in the station file: ls /sys/bus/w1/devices shows what answers";

    private readonly BusRetry _retry = new(buses);

    /// <summary>The chip in the technician's words.</summary>
    public string Device { get; } = $"{kind} on {location}";

    /// <summary>Whether a file exists.</summary>
    public bool Exists(string path) => buses.Files.Exists(path);

    /// <summary>Reads a file.</summary>
    public ReadOnlySpan<byte> Read(string operation, string path, byte[] buffer)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return buffer.AsSpan(0, buses.Files.Read(path, buffer));
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                if (!_retry.ShallTryAgain(Translate(operation, exception), attempt, BusRetry.AttemptsMax))
                    throw Translate(operation, exception);
            }
        }
    }

    /// <summary>Writes a number to a file.</summary>
    public void Write(string operation, string path, int number)
    {
        var text = Ds18b20Files.Text(number);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                buses.Files.Write(path, text);
                return;
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                if (!_retry.ShallTryAgain(Translate(operation, exception), attempt, BusRetry.AttemptsMax))
                    throw Translate(operation, exception);
            }
        }
    }

    /// <summary>The error for a chip that does not answer the kernel, or not intact.</summary>
    public SensorException Silent(string operation, string reason) => new(operation, Device, reason, Wiring, isTransient: true);

    private SensorException Translate(string operation, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Silent(operation, "the kernel does not see the device"),
        UnauthorizedAccessException => new SensorException(
            operation, Device, "the agent may not use the kernel's file",
            "Settings of 1-Wire devices belong to root: let a rule of udev give the files of w1 devices to the agent's group", isTransient: false, exception),
        _ => new SensorException(operation, Device, exception.Message.TrimEnd('.'), Wiring, isTransient: true, exception),
    };
}
