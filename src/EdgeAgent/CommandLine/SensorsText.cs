using System.Globalization;
using EdgeTwin.EdgeAgent.Discovery;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>The sensors as a table for people: a heading per sensor, a line per channel.</summary>
internal static class SensorsText
{
    private const int ChannelWidth = 24;
    private const int ValueWidth = 16;

    public static void Write(SensorsReport report, TextWriter output)
    {
        foreach (var sensor in report.Sensors)
        {
            output.WriteLine(Terminal.Bold($"{sensor.Id}  {sensor.Kind} on {sensor.Place}", output) + "  " + State(sensor, output));
            output.WriteLine($"  {Rate(sensor)}; {sensor.Missing} missing, {Count(sensor.Overruns, "overrun")}{Extras(sensor, output)}");
            if (sensor.Message.Length > 0)
                output.WriteLine($"  -> {sensor.Message}");
            foreach (var channel in sensor.Channels)
                output.WriteLine(Line(channel, output));
        }

        var silent = report.Sensors.Count(sensor => !sensor.Running);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Sensors.Count - silent} of {report.Sensors.Count} sensors measure; figures over the last {report.Seconds:0.#} s."));
    }

    private static string State(SensorLook sensor, TextWriter output)
    {
        var restarts = sensor.Restarts > 0 ? $" after {Count(sensor.Restarts, "restart")}" : "";
        return sensor.Running ? Terminal.Green($"measures{restarts}", output) : Terminal.Red($"does not measure{restarts}", output);
    }

    private static string Rate(SensorLook sensor) => double.IsNaN(sensor.MeasuredRateHz)
        ? string.Create(CultureInfo.InvariantCulture, $"rate {sensor.NominalRateHz:0.####} Hz, not measured yet")
        : string.Create(CultureInfo.InvariantCulture, $"rate {sensor.MeasuredRateHz:0.####} Hz ({sensor.RateErrorPpm:+0;-0;0} ppm)");

    private static string Extras(SensorLook sensor, TextWriter output)
    {
        var words = "";
        if (sensor.GravityOk is { } isGravity)
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{sensor.GravityG:0.00} g");
            words += $"; gravity {(isGravity ? Terminal.Green(size, output) : Terminal.Red($"{size}, expected 1.00 g: check range, calibration and supply", output))}";
        }

        if (!double.IsNaN(sensor.ChipTemperatureC))
            words += string.Create(CultureInfo.InvariantCulture, $"; chip at {sensor.ChipTemperatureC:0.0} degC");
        return words;
    }

    private static string Line(ChannelLook channel, TextWriter output)
    {
        if (channel.Samples == 0)
            return $"  {channel.Id,-ChannelWidth}{"no sample yet",ValueWidth}";
        var value = double.IsNaN(channel.Value) ? "missing" : $"{Figure(channel.Value)} {channel.Unit}";
        var noise = double.IsNaN(channel.Rms) ? "" : $"  rms {Figure(channel.Rms)}";
        return $"  {channel.Id,-ChannelWidth}{value,ValueWidth}{noise}{Verdict(channel, output)}";
    }

    private static string Verdict(ChannelLook channel, TextWriter output)
    {
        if (channel.Noise == NoiseVerdict.NotStated)
            return "";
        var figures = $", quietest second {Figure(channel.QuietestRms)}, data sheet {Figure(channel.DataSheetRms)}: ";
        return figures + channel.Noise switch
        {
            NoiseVerdict.Ok => Terminal.Green("noise ok", output),
            NoiseVerdict.Quiet => Terminal.Red("quieter than the chip can be; does the value stand still?", output),
            _ => Terminal.Bold("above the data sheet: the structure moves, or mounting, cable or supply disturb", output),
        };
    }

    private static string Figure(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
