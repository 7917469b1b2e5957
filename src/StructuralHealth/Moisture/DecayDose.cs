namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Dose of moisture content and temperature for the onset of decay: simplified logistic model of T. Isaksson, C. Brischke and S. Thelandersson, Materials and Structures 46 (2013) 1209-1225.
/// A day at 30 % moisture and 30 degC counts 1. Decay (rating 1, slight attack) starts at the critical dose.
/// It was fitted to wood outdoors and has no least moisture: it gives a dose to dry wood too, which does not decay. Pieces and critical dose could not be checked against the paper's own text.
/// </summary>
public static class DecayDose
{
    /// <summary>Critical dose of pine sapwood and Douglas-fir heartwood, in days.</summary>
    public const double CriticalDays = 325;

    /// <summary>Dose of one day.</summary>
    /// <param name="meanMoisturePct">Daily mean moisture content of the wood in percent, not negative; NaN when missing.</param>
    /// <param name="meanTemperatureDegC">Daily mean temperature of the wood; NaN when missing.</param>
    /// <returns>From 0 to 1; NaN when an argument is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moisture content is negative.</exception>
    public static double OfDay(double meanMoisturePct, double meanTemperatureDegC)
    {
        if (meanMoisturePct < 0)
            throw new ArgumentOutOfRangeException(nameof(meanMoisturePct), meanMoisturePct, "The moisture content must not be negative.");
        if (double.IsNaN(meanMoisturePct) || double.IsNaN(meanTemperatureDegC))
            return double.NaN;
        var moisture = meanMoisturePct <= 30 ? meanMoisturePct * meanMoisturePct / 900 : 1;
        return moisture * Math.Clamp(meanTemperatureDegC / 30, 0, 1);
    }

    /// <summary>Dose of a whole climate for wood in equilibrium with its air: a lower bound where rain or ground wets the wood.</summary>
    /// <param name="climate">Checked climate; days without half of their hours add nothing.</param>
    public static double OfClimate(ClimateSeries climate) => DailyMean.Of(climate)
        .Select(day => OfDay(EquilibriumMoisture.Percent(day.TemperatureDegC, day.RelativeHumidityPct), day.TemperatureDegC))
        .Where(double.IsFinite).Sum();
}
