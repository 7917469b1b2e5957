using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>
/// The buses and devices that the kernel shows: Linux, Documentation/i2c/dev-interface.rst, spi/spidev.rst, w1/w1-generic.rst and
/// ABI/testing/sysfs-bus-iio.
/// </summary>
internal static partial class KernelPlaces
{
    private const string OneWireDevices = "/sys/bus/w1/devices";
    private const string IioDevices = "/sys/bus/iio/devices";
    private const string OneWireMaster = "w1_bus_master";
    private const int TextBytesMax = 256;

    // Addresses outside are reserved (I2C-bus specification UM10204, section 3.1.12).
    private const int I2cAddressMin = 0x08;
    private const int I2cAddressMax = 0x77;

    /// <summary>Every place that can be looked at, bus by bus.</summary>
    /// <param name="files">The kernel's files.</param>
    /// <param name="wanted">Places of the station file: an IIO device that has a name and a label is called as it is there.</param>
    public static IReadOnlyList<BusLocation> All(IKernelFiles files, IEnumerable<BusLocation> wanted)
    {
        var places = new List<BusLocation>();
        var devices = files.List("/dev");
        foreach (var bus in Matches(devices, I2cBus()).Select(match => Number(match, 1)).Order())
        {
            for (var address = I2cAddressMin; address <= I2cAddressMax; address++)
                places.Add(new BusLocation(BusType.I2c, bus, address));
        }

        places.AddRange(Spi(files, devices));
        places.AddRange(OneWire(files));
        places.AddRange(Iio(files, [.. wanted]));
        return places;
    }

    /// <summary>
    /// The driver of the kernel that owns a place; <see langword="null"/> when none does. Asked before anything is read: not every library
    /// respects the owner (EBUSY).
    /// </summary>
    public static string? OwnerOf(IKernelFiles files, BusLocation location)
    {
        var (device, name) = location.Type switch
        {
            BusType.I2c => (string.Create(CultureInfo.InvariantCulture, $"/sys/bus/i2c/devices/{location.Bus}-{location.Address:x4}"), "name"),
            BusType.Spi when !files.Exists($"/dev/spidev{location.Bus}.{location.Address}") =>
                ($"/sys/bus/spi/devices/spi{location.Bus}.{location.Address}", "modalias"),
            _ => ("", ""),
        };
        return device.Length > 0 && files.Exists($"{device}/driver") ? Text(files, $"{device}/{name}", "a kernel driver") : null;
    }

    // A chip select that a kernel driver owns has no spidev file.
    private static IEnumerable<BusLocation> Spi(IKernelFiles files, IReadOnlyList<string> devices) =>
        Matches(devices, SpiDevice()).Concat(Matches(files.List("/sys/bus/spi/devices"), SpiDevice()))
            .Select(match => new BusLocation(BusType.Spi, Number(match, 1), Number(match, 2)))
            .Distinct().OrderBy(place => place.Bus).ThenBy(place => place.Address);

    private static IEnumerable<BusLocation> OneWire(IKernelFiles files)
    {
        var entries = files.List(OneWireDevices);
        var masters = entries.Where(entry => entry.StartsWith(OneWireMaster, StringComparison.Ordinal)).ToList();
        foreach (var device in entries.Where(entry => OneWireDevice().IsMatch(entry)))
        {
            var master = masters.Find(master => files.Exists($"{OneWireDevices}/{master}/{device}"));
            var bus = int.TryParse(master?[OneWireMaster.Length..], CultureInfo.InvariantCulture, out var number) ? number : 1;
            yield return new BusLocation(BusType.OneWire, bus, 0, device);
        }
    }

    private static IEnumerable<BusLocation> Iio(IKernelFiles files, HashSet<BusLocation> wanted) =>
        from device in files.List(IioDevices)
        where device.StartsWith("iio:device", StringComparison.Ordinal)
        let named = new BusLocation(BusType.Iio, 0, 0, Text(files, $"{IioDevices}/{device}/name", device))
        select wanted.Contains(named) ? named : named with { Name = Text(files, $"{IioDevices}/{device}/label", named.Name) };

    private static string Text(IKernelFiles files, string path, string otherwise)
    {
        if (!files.Exists(path))
            return otherwise;
        Span<byte> text = stackalloc byte[TextBytesMax];
        try
        {
            var read = Encoding.UTF8.GetString(text[..files.Read(path, text)]).Trim();
            return read.Length > 0 ? read : otherwise;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return otherwise; // The device went away, or is nobody's business.
        }
    }

    private static IEnumerable<Match> Matches(IReadOnlyList<string> names, Regex pattern) =>
        names.Select(name => pattern.Match(name)).Where(match => match.Success);

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^i2c-(\d{1,3})$")]
    private static partial Regex I2cBus();

    [GeneratedRegex(@"^spi(?:dev)?(\d{1,3})\.(\d{1,3})$")]
    private static partial Regex SpiDevice();

    [GeneratedRegex("^[0-9a-f]{2}-[0-9a-f]{12}$")]
    private static partial Regex OneWireDevice();
}
