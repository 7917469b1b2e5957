namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// What a channel type of Linux IIO measures, and what brings its unit to ours (Linux, Documentation/ABI/testing/sysfs-bus-iio).
/// </summary>
/// <param name="Prefix">First part of the channel's name.</param>
/// <param name="Quantity">Quantity of our channel.</param>
/// <param name="Unit">Unit of our channel.</param>
/// <param name="Factor">Our unit per IIO unit.</param>
/// <param name="Lowest">Lowest value that makes sense, in our unit, where the station file says nothing.</param>
/// <param name="Highest">Highest value that makes sense.</param>
internal sealed record IioQuantity(string Prefix, string Quantity, string Unit, double Factor, double Lowest, double Highest)
{
    /// <summary>The quantities that make sense on a bridge.</summary>
    public static IReadOnlyList<IioQuantity> All { get; } =
    [
        new("in_accel", "acceleration", "m/s2", 1, -400, 400),
        new("in_temp", "temperature", "degC", 1e-3, -60, 150),
        new("in_humidityrelative", "relativeHumidity", "%RH", 1e-3, 0, 100),
        new("in_pressure", "pressure", "Pa", 1e3, 30_000, 120_000),
        new("in_voltage", "voltage", "V", 1e-3, -100, 100),
        new("in_current", "current", "A", 1e-3, -100, 100),
        new("in_incli", "inclination", "deg", 1, -180, 180),
        new("in_distance", "distance", "m", 1, 0, 1000),
    ];

    /// <summary>The quantity of a channel, for example of <c>in_accel_x</c>; <see langword="null"/> when none fits.</summary>
    public static IioQuantity? Of(string channel) => All.FirstOrDefault(quantity =>
        channel.StartsWith(quantity.Prefix, StringComparison.Ordinal)
        && (channel.Length == quantity.Prefix.Length || channel[quantity.Prefix.Length] == '_' || char.IsAsciiDigit(channel[quantity.Prefix.Length])));

    /// <summary>Name of the attribute that all channels of the type may share, for example <c>in_accel_scale</c>.</summary>
    public string Shared(string attribute) => $"{Prefix}_{attribute}";
}
