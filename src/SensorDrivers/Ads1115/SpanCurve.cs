namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// A capacitive probe without a calibration to a material: its voltage falls (with most makes) from <paramref name="dryV"/> in air to
/// <paramref name="wetV"/> in water. Moisture is the place between the two in percent; beyond them it goes below 0 and above 100, which says
/// that the two voltages are to be taken anew.
/// </summary>
/// <param name="dryV">Voltage of the dry probe.</param>
/// <param name="wetV">Voltage of the wet probe.</param>
internal sealed class SpanCurve(double dryV, double wetV) : MoistureCurve
{
    private const double Percents = 100;

    // The whole of the converter's widest range.
    public override double LowestV => -Ads1115Registers.WidestRangeV;

    public override double HighestV => Ads1115Registers.WidestRangeV;

    private protected override double PercentInside(double volts) => (volts - dryV) / (wetV - dryV) * Percents;
}
