using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>One measured quantity of the station, where it sits and what it can show.</summary>
/// <param name="Index">Position in the station's channel table.</param>
/// <param name="Id"><c>{sensor}.{channel of the chip}</c>, for example <c>acc-3.z</c>.</param>
/// <param name="SensorIndex">Position of its sensor.</param>
/// <param name="SensorId">Its sensor.</param>
/// <param name="SensorKind">Catalog name of the chip, or <c>recording</c>.</param>
/// <param name="Row">Row of the channel in the sensor's blocks.</param>
/// <param name="Quantity">For example <c>acceleration</c>.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="RangeMin">Lowest value the chip can represent.</param>
/// <param name="RangeMax">Highest value the chip can represent.</param>
/// <param name="SampleRateHz">Nominal rate.</param>
/// <param name="Span">Span; empty for a recording.</param>
/// <param name="Member">Member; empty for a recording.</param>
/// <param name="PositionM">Metres from the left support.</param>
/// <param name="Direction"><c>vertical</c>, <c>transverse</c>, <c>longitudinal</c>, or empty.</param>
/// <param name="Calibration">From chip value to value: (raw - offset) * factor.</param>
internal sealed record StationChannel(
    int Index,
    string Id,
    int SensorIndex,
    string SensorId,
    string SensorKind,
    int Row,
    string Quantity,
    string Unit,
    double RangeMin,
    double RangeMax,
    double SampleRateHz,
    string Span,
    string Member,
    double PositionM,
    string Direction,
    CalibrationConfiguration Calibration)
{
    public const double DynamicRateHzMin = 5;

    /// <summary>Fast enough that its spectrum and its range within a window mean something.</summary>
    public bool IsDynamic => SampleRateHz >= DynamicRateHzMin;

    /// <summary>Turns chip values into values of the structure.</summary>
    public void Calibrate(ReadOnlySpan<float> raw, Span<float> values)
    {
        var (factor, offset) = Calibration;
        if (factor == 1 && offset == 0)
        {
            raw.CopyTo(values);
            return;
        }

        for (var i = 0; i < raw.Length; i++)
            values[i] = (float)((raw[i] - offset) * factor);
    }
}
