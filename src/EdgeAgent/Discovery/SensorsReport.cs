using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>A channel's noise beside that of the data sheet.</summary>
internal enum NoiseVerdict
{
    /// <summary>The data sheet of this chip states none, or there are too few samples.</summary>
    NotStated,

    /// <summary>Between half and twice that of the data sheet.</summary>
    Ok,

    /// <summary>More: the structure vibrates, or mounting, cable or supply disturb.</summary>
    Loud,

    /// <summary>Less than the chip can have: the value may stand still.</summary>
    Quiet,
}

/// <summary>A channel over the last seconds.</summary>
internal sealed record ChannelLook
{
    /// <summary>For example <c>acc-3.z</c>.</summary>
    public required string Id { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }

    /// <summary>The newest sample; NaN when it is missing.</summary>
    public required double Value { get; init; }
    public required double Mean { get; init; }

    /// <summary>Standard deviation about a straight line; NaN with too few samples.</summary>
    public required double Rms { get; init; }

    /// <summary>The same of the quietest second, which is nearest to the chip's own noise.</summary>
    public required double QuietestRms { get; init; }

    /// <summary>The data sheet's noise with the sensor's settings; NaN where it states none.</summary>
    public required double DataSheetRms { get; init; }
    public required NoiseVerdict Noise { get; init; }
    public required ChannelStatus Status { get; init; }
    public required int Samples { get; init; }
}

/// <summary>A sensor over the last seconds.</summary>
internal sealed record SensorLook
{
    public required string Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>In the technician's words: <c>spidev0.1</c>.</summary>
    public required string Place { get; init; }
    public required bool Running { get; init; }

    /// <summary>What is wrong; empty when all is well.</summary>
    public required string Message { get; init; }
    public required int Restarts { get; init; }
    public required double NominalRateHz { get; init; }

    /// <summary>From the sample clock; NaN when not known yet.</summary>
    public required double MeasuredRateHz { get; init; }
    public required double RateErrorPpm { get; init; }
    public required long Delivered { get; init; }
    public required long Missing { get; init; }
    public required long Overruns { get; init; }
    public required double ChipTemperatureC { get; init; }

    /// <summary>Size of the mean acceleration in g; NaN for anything but an accelerometer of three axes.</summary>
    public required double GravityG { get; init; }

    /// <summary>Whether <see cref="GravityG"/> is within a tenth of 1 g; <see langword="null"/> where it is not known.</summary>
    public required bool? GravityOk { get; init; }
    public required IReadOnlyList<ChannelLook> Channels { get; init; }
}

/// <summary>Every sensor over the last seconds.</summary>
/// <param name="Source">Who measured: <c>agent</c>, or <c>command</c> when no agent runs.</param>
/// <param name="Seconds">Station time that the figures cover at most.</param>
/// <param name="Sensors">The sensors in the order of the station file.</param>
internal sealed record SensorsReport(string Source, double Seconds, IReadOnlyList<SensorLook> Sensors)
{
    public bool AllRun => Sensors.All(sensor => sensor.Running);
}
