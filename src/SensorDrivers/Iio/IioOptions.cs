using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>Options of a chip that the kernel drives.</summary>
/// <param name="Channels">One to 16 channels: the kernel's name, our name (default: the kernel's without <c>in_</c>), and the range in our unit.</param>
/// <param name="IsBuffered">Whether samples come through the device's buffer (default from 10 Hz on) or are read one by one.</param>
/// <param name="Trigger">Name of the trigger that paces the buffer; empty when the chip paces itself.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record IioOptions(IReadOnlyList<IioChannel> Channels, bool IsBuffered, string Trigger, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 10_000;
    private const double PolledRateHzMax = 50;
    private const double BufferedFromHz = 10;
    private const int ChannelsMax = 16;

    public static IioOptions Read(SettingsReader settings, double sampleRateHz)
    {
        settings.Require(BusType.Iio);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new IioOptions(
            ReadChannels(options),
            options.Flag("buffered", sampleRateHz >= BufferedFromHz),
            options.Text("trigger", ""),
            SimulationOptions.Read(options));
        if (!read.IsBuffered && sampleRateHz > PolledRateHzMax)
            options.Add("buffered", $"is false, but single reads are only fast enough for {PolledRateHzMax} Hz; write true or a lower sampleRateHz");
        options.RejectUnknown();
        return read;
    }

    private static List<IioChannel> ReadChannels(OptionsReader options)
    {
        var channels = new List<IioChannel>();
        if (options.List("channels") is not { Count: > 0 and <= ChannelsMax } list)
        {
            options.Add(
                "channels", """must list 1 to 16 channels, for example [ { "channel": "in_accel_x", "name": "x" } ]; ls /sys/bus/iio/devices/iio:device* shows them""");
            return channels;
        }

        foreach (var item in list)
            channels.Add(ReadChannel(item, channels));
        return channels;
    }

    private static IioChannel ReadChannel(OptionsReader item, List<IioChannel> others)
    {
        var channel = item.Text("channel", "");
        var quantity = IioQuantity.Of(channel);
        if (quantity is null)
            item.Add("channel", $"is \"{channel}\"; write a channel that begins with {string.Join(", ", IioQuantity.All.Select(known => known.Prefix))}");
        quantity ??= IioQuantity.All[0];
        var name = item.Text("name", channel.StartsWith("in_", StringComparison.Ordinal) ? channel[3..] : channel);
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            item.Add("name", "write a name of letters, digits, '-' and '_'");
        else if (others.Any(other => other.Name == name))
            item.Add("name", $"is \"{name}\", which another channel has; give each its own");
        if (others.Any(other => other.Channel == channel))
            item.Add("channel", $"is \"{channel}\", which is listed already");
        var lowest = item.Number("rangeMin", quantity.Lowest, -1e9, 1e9);
        var highest = item.Number("rangeMax", quantity.Highest, -1e9, 1e9);
        if (lowest >= highest)
            item.Add("rangeMax", "is not above rangeMin");
        item.RejectUnknown();
        return new IioChannel(name, channel, quantity, lowest, highest);
    }
}
