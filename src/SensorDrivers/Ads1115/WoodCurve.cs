namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Two nails in wood behind a logarithmic amplifier: voltage, resistance, moisture content of the wood in percent of its dry mass. The
/// wood's temperature is corrected for by the equation of Pfaff and Garrahan, "New temperature correction factors for the portable
/// resistance-type moisture meter", Forest Products Journal 36(3), 1986, taken relative to the temperature that the resistances hold for.
/// </summary>
internal sealed class WoodCurve : MoistureCurve
{
    private readonly WoodResistance _wood;
    private readonly double _voltsAt1Mohm;
    private readonly double _voltsPerDecade;
    private readonly double _temperatureC;

    /// <summary>Creates the curve.</summary>
    /// <param name="wood">The wood.</param>
    /// <param name="voltsAt1Mohm">Voltage of the amplifier with 1 megohm at its input.</param>
    /// <param name="voltsPerDecade">Change of the voltage for ten times the resistance; negative when it falls.</param>
    /// <param name="temperatureC">Temperature of the wood.</param>
    public WoodCurve(WoodResistance wood, double voltsAt1Mohm, double voltsPerDecade, double temperatureC)
    {
        _wood = wood;
        _voltsAt1Mohm = voltsAt1Mohm;
        _voltsPerDecade = voltsPerDecade;
        _temperatureC = temperatureC;
        var atWettest = voltsAt1Mohm + wood.LowestLogMohm * voltsPerDecade;
        var atDriest = voltsAt1Mohm + wood.HighestLogMohm * voltsPerDecade;
        LowestV = Math.Min(atWettest, atDriest);
        HighestV = Math.Max(atWettest, atDriest);
    }

    public override double LowestV { get; }

    public override double HighestV { get; }

    /// <summary>
    /// Moisture content for the reading of a meter that knows nothing of the wood's temperature, by the equation as published; it is neutral
    /// near 23 degC.
    /// </summary>
    public static double PfaffGarrahan(double readingPercent, double temperatureC) =>
        (readingPercent + 0.567 - 0.0260 * temperatureC + 0.000051 * temperatureC * temperatureC) / (0.881 * Math.Pow(1.0056, temperatureC));

    /// <summary>A reading at the wood's temperature, corrected to the temperature that the resistances hold for.</summary>
    public static double Correct(double readingPercent, double temperatureC, double referenceC) =>
        readingPercent + PfaffGarrahan(readingPercent, temperatureC) - PfaffGarrahan(readingPercent, referenceC);

    private protected override double PercentInside(double volts) =>
        Correct(_wood.MoisturePercent((volts - _voltsAt1Mohm) / _voltsPerDecade), _temperatureC, _wood.ReferenceC);
}
