namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Moisture content that wood takes on in air of constant temperature and humidity: two-hydrate sorption of Hailwood and Horrobin with the coefficients of the
/// Wood Handbook (FPL-GTR-190, 2010, equation 4-5; Simpson, FPL-RN-0268, 1998). It holds for softwood that was dried and moistened many times; species, hysteresis and
/// treatment move it by 1 to 2 percentage points, and solid members lag behind the air by days to months.
/// </summary>
public static class EquilibriumMoisture
{
    /// <summary>Lowest temperature of the sorption data, in degC; below it the result is an extrapolation.</summary>
    public const double LowestTemperatureDegC = -1.1;

    /// <summary>Equilibrium moisture content in percent of the dry mass.</summary>
    /// <param name="temperatureDegC">Temperature of the air, -40 to 130 degC.</param>
    /// <param name="relativeHumidityPct">Relative humidity of the air, 0 to 100 %.</param>
    /// <returns>Percent; NaN when an argument is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Percent(double temperatureDegC, double relativeHumidityPct)
    {
        if (double.IsNaN(temperatureDegC) || double.IsNaN(relativeHumidityPct))
            return double.NaN;
        if (temperatureDegC is < -40 or > 130)
            throw new ArgumentOutOfRangeException(nameof(temperatureDegC), temperatureDegC, "The temperature must be from -40 to 130 degC.");
        if (relativeHumidityPct is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(relativeHumidityPct), relativeHumidityPct, "The relative humidity must be from 0 to 100 %.");

        var t = temperatureDegC;
        var h = relativeHumidityPct / 100;
        var w = 349 + (1.29 * t) + (0.0135 * t * t);
        var k = 0.805 + (0.000736 * t) - (0.00000273 * t * t);
        var k1 = 6.27 - (0.00938 * t) - (0.000303 * t * t);
        var k2 = 1.91 + (0.0407 * t) - (0.000293 * t * t);
        var kh = k * h;
        var hydrates = ((k1 * kh) + (2 * k1 * k2 * kh * kh)) / (1 + (k1 * kh) + (k1 * k2 * kh * kh));
        return 1800 / w * ((kh / (1 - kh)) + hydrates);
    }
}
