namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Moisture content of wood from the direct-current resistance between two pins. Scale of Douglas-fir after Straube, Onysko and Schumacher (Journal of Thermal Envelope and
/// Building Science 26, 2002), correction for temperature and species after Pfaff and Garrahan (1986). The scale agrees with the Douglas-fir
/// of FPL-GTR-6 (James 1988); the coefficients of the correction could not be checked against their paper and are an assumption. Between about 6 and 25 % it is good to 1 to 2 percentage points with the
/// species' own constants; above fibre saturation the resistance says little, and the result is marked so.
/// </summary>
public static class ResistanceMoisture
{
    /// <summary>Moisture content below which the resistance is too high to be measured well.</summary>
    public const double ReliableFromPct = 6;

    /// <summary>Moisture content above which the resistance hardly changes (fibre saturation).</summary>
    public const double ReliableToPct = 28;

    /// <summary>Moisture content from a resistance.</summary>
    /// <param name="resistanceOhm">Resistance in ohm, above 10 ohm.</param>
    /// <param name="temperatureDegC">Temperature of the wood at the pins, -20 to 70 degC.</param>
    /// <param name="options">Species constants; Douglas-fir when null.</param>
    /// <returns>Percent of the dry mass, and whether the figure lies in the range in which the method holds. NaN (not reliable) when an argument is NaN or the resistance infinite (an open circuit).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The resistance or the temperature is outside its range.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MoistureReading Of(double resistanceOhm, double temperatureDegC, ResistanceMoistureOptions? options = null)
    {
        options ??= new ResistanceMoistureOptions();
        options.Validate();
        if (double.IsNaN(resistanceOhm) || double.IsPositiveInfinity(resistanceOhm) || double.IsNaN(temperatureDegC))
            return new MoistureReading(double.NaN, IsReliable: false);
        if (resistanceOhm <= 10)
            throw new ArgumentOutOfRangeException(nameof(resistanceOhm), resistanceOhm, "The resistance must be above 10 ohm; less is a short circuit between the pins.");
        if (temperatureDegC is < -20 or > 70)
            throw new ArgumentOutOfRangeException(nameof(temperatureDegC), temperatureDegC, "The temperature must be from -20 to 70 degC.");

        var reading = Math.Pow(10, 2.99 - (2.113 * Math.Log10(Math.Log10(resistanceOhm))));
        var t = temperatureDegC;
        var corrected = (reading + 0.567 - (0.0260 * t) + (0.000051 * t * t)) / (0.881 * Math.Pow(1.0056, t));
        var percent = (corrected - options.SpeciesOffsetPct) / options.SpeciesSlope;
        return new MoistureReading(percent, percent is >= ReliableFromPct and <= ReliableToPct);
    }
}
