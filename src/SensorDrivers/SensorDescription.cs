namespace EdgeTwin.SensorDrivers;

/// <summary>One measured quantity of a sensor.</summary>
/// <param name="Name">The chip's own name for it, for example <c>x</c> or <c>strain</c>; unique within the sensor.</param>
/// <param name="Quantity">What is measured: <c>acceleration</c>, <c>strain</c>, <c>temperature</c>, <c>relativeHumidity</c>, <c>moisture</c>, <c>voltage</c>, <c>current</c>, …</param>
/// <param name="Unit">SI unit or the field's own: <c>m/s2</c>, <c>ue</c> (microstrain), <c>degC</c>, <c>%RH</c>, <c>%</c>, <c>V</c>, <c>A</c>.</param>
/// <param name="RangeMin">Lowest value the chip can represent in its present range.</param>
/// <param name="RangeMax">Highest value the chip can represent in its present range.</param>
public sealed record ChannelDescription(string Name, string Quantity, string Unit, double RangeMin, double RangeMax);

/// <summary>What a sensor is and delivers.</summary>
/// <param name="SensorId">The identifier in the station file.</param>
/// <param name="Kind">The catalog's name of the chip, for example <c>adxl355</c>.</param>
/// <param name="SampleRateHz">Nominal output rate of every channel.</param>
/// <param name="PollInterval">How often <see cref="ISensorDriver.Read"/> has to be called so that the chip never overruns, with headroom.</param>
/// <param name="Channels">The channels in the order of the rows of a <see cref="SampleBlock"/>.</param>
public sealed record SensorDescription(
    string SensorId,
    string Kind,
    double SampleRateHz,
    TimeSpan PollInterval,
    IReadOnlyList<ChannelDescription> Channels)
{
    /// <summary>
    /// Whether the chip samples by a clock of its own, which is off nominal and drifts, so that its samples have to be brought onto a common
    /// time base before they are compared with another chip's. False when the host asks for every sample, and for recordings.
    /// </summary>
    public bool IsChipClocked { get; init; }
}
