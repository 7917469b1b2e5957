using System.Globalization;
using System.Text;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>The files of one IIO device in sysfs, with errors in the technician's words. Owned by one driver.</summary>
internal sealed class IioSysfs(IBusProvider buses, string device, string wanted)
{
    private const string Devices = "/sys/bus/iio/devices";
    private const int TextBytesMax = 256;

    private readonly IKernelFiles _files = buses.Files;
    private readonly BusRetry _retry = new(buses);
    private readonly byte[] _text = new byte[TextBytesMax];

    /// <summary>The device in the technician's words.</summary>
    public string Device { get; } = device;

    /// <summary>Folder of the device; found anew at each start, since numbers change when a device comes back.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The device file.</summary>
    public string DeviceFile => $"/dev/{Path.GetFileName(Folder)}";

    /// <summary>All devices with their labels or names.</summary>
    public static IReadOnlyList<(string Folder, string Name)> List(IKernelFiles files)
    {
        var found = new List<(string, string)>();
        foreach (var entry in files.List(Devices).Where(entry => entry.StartsWith("iio:device", StringComparison.Ordinal)))
        {
            var folder = $"{Devices}/{entry}";
            foreach (var file in (string[])["label", "name"])
            {
                if (files.Exists($"{folder}/{file}"))
                {
                    found.Add((folder, ReadText(files, $"{folder}/{file}", new byte[TextBytesMax])));
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>Finds the device by its label or name.</summary>
    /// <exception cref="SensorException">There is none, or more than one.</exception>
    public void Find()
    {
        var all = Do("find the device", () => List(_files));
        var matches = all.Where(found => found.Name == wanted).ToList();
        if (matches.Count == 1)
        {
            Folder = matches[0].Folder;
            return;
        }

        var present = all.Count == 0 ? "there is no IIO device at all" : $"there are {string.Join(", ", all.Select(found => found.Name))}";
        throw matches.Count == 0
            ? new SensorException(
                "find the device", Device, $"the kernel knows no IIO device of this label or name; {present}",
                "Check the wires and supply of the chip, its overlay in /boot/firmware/config.txt, and what dmesg says of its driver", isTransient: true)
            : new SensorException(
                "find the device", Device, $"{matches.Count} IIO devices have this name",
                "Give each a label in the device tree (property label) and write the label in the station file", isTransient: false);
    }

    public bool Exists(string file) => _files.Exists($"{Folder}/{file}");

    /// <summary>Reads a number; allocates nothing.</summary>
    public double ReadNumber(string path)
    {
        var text = _text.AsSpan(0, ReadBytes(path)).TrimEnd("\n\0 "u8);
        if (System.Buffers.Text.Utf8Parser.TryParse(text, out double value, out var used) && (used == text.Length || text[used] == ' '))
            return value;

        throw new SensorException(
            $"read {Path.GetFileName(path)}", Device, "the file holds no number",
            "The kernel's driver is another one than expected; see dmesg", isTransient: true);
    }

    public string ReadText(string file) => Do($"read {file}", () => ReadText(_files, $"{Folder}/{file}", _text));

    /// <summary>Writes a setting and reads it back.</summary>
    public void Set(string file, string value)
    {
        Write(file, value);
        var read = ReadText(file);
        if (!IsSame(read, value))
        {
            throw new SensorException(
                "read back the settings", Device, $"{file} was written as {value} and reads {read}",
                Exists($"{file}_available")
                    ? $"Write one of the values that the chip offers into the station file: {ReadText($"{file}_available")}"
                    : "The kernel's driver does not take this value; see its documentation", isTransient: false);
        }
    }

    public void Write(string file, string value) => Do($"write {file}", () =>
    {
        _files.Write($"{Folder}/{file}", Encoding.ASCII.GetBytes(value));
        return true;
    });

    /// <summary>The first of the files that exists, as a number; the fallback when none does.</summary>
    public double Attribute(double fallback, params ReadOnlySpan<string> candidates)
    {
        foreach (var file in candidates)
        {
            if (Exists(file))
                return ReadNumber($"{Folder}/{file}");
        }

        return fallback;
    }

    public SensorException Failure(string operation, Exception exception) => BusErrors.Translate(operation, Device, exception);

    private static string ReadText(IKernelFiles files, string path, byte[] buffer) =>
        Encoding.ASCII.GetString(buffer.AsSpan(0, files.Read(path, buffer))).TrimEnd('\n', '\0', ' ');

    // The kernel answers 100 as 100.000000.
    private static bool IsSame(string read, string written) => read == written
        || (double.TryParse(read, CultureInfo.InvariantCulture, out var one)
            && double.TryParse(written, CultureInfo.InvariantCulture, out var other) && Math.Abs(one - other) <= 1e-6 * Math.Abs(other));

    // As Do, without its closure: this one is called for every sample.
    private int ReadBytes(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return _files.Read(path, _text);
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                ThrowUnlessTriedAgain(Failure($"read {Path.GetFileName(path)}", exception), attempt);
            }
        }
    }

    private T Do<T>(string operation, Func<T> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return act();
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                ThrowUnlessTriedAgain(Failure(operation, exception), attempt);
            }
        }
    }

    private void ThrowUnlessTriedAgain(SensorException error, int attempt)
    {
        if (!_retry.ShallTryAgain(error, attempt, BusRetry.AttemptsMax))
            throw error;
    }
}
