using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.DeviceFiles.Wire;

/// <summary>Simulated chips behind a device file: the transfers of the file, made on <see cref="SimulatedBuses"/>.</summary>
internal static class SimulatedFarEnd
{
    /// <summary>Answers for <c>/dev/i2c-{bus}</c>. A write and the read behind it at the same address are one transfer to the chip.</summary>
    public static FarEnd OfI2c(SimulatedBuses buses, int bus) => exchange =>
    {
        var read = new List<byte>();
        var messages = exchange.Segments;
        for (var i = 0; i < messages.Count; i++)
        {
            var isWriteRead = !messages[i].IsRead && i + 1 < messages.Count && messages[i + 1].IsRead && messages[i + 1].Address == messages[i].Address;
            var reads = isWriteRead ? messages[i + 1] : messages[i];
            var buffer = new byte[reads.IsRead ? reads.Length : 0];
            using var device = buses.OpenI2c(bus, messages[i].Address);
            try
            {
                device.WriteRead(messages[i].Written, buffer);
            }
            catch (IOException error)
            {
                return new Answer(-error.HResult, [.. read]);
            }

            read.AddRange(buffer);
            i += isWriteRead ? 1 : 0;
        }

        return new Answer(messages.Count, [.. read]);
    };

    /// <summary>Answers for <c>/dev/spidev{bus}.{chipSelect}</c>. The chip is selected until a segment deselects it.</summary>
    public static FarEnd OfSpi(SimulatedBuses buses, int bus, int chipSelect) => exchange =>
    {
        using var device = buses.OpenSpi(bus, chipSelect, (SpiMode)(exchange.Mode & 3), exchange.SpeedHz);
        var read = new List<byte>();
        var selected = new List<byte>();
        foreach (var segment in exchange.Segments)
        {
            selected.AddRange(segment.Written);
            if (!segment.DeselectsAfter && segment != exchange.Segments[^1])
                continue;
            var buffer = new byte[selected.Count];
            device.TransferFullDuplex(selected.ToArray(), buffer);
            read.AddRange(buffer);
            selected.Clear();
        }

        return new Answer(read.Count, [.. read]);
    };
}
