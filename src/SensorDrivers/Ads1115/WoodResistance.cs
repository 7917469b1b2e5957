namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Resistance between two nails in wood and its moisture content, between 7 and 25 %: above, near fibre saturation, resistance says little.
/// A species of the table, or two published coefficients of the form log10(log10 R + 1) = slope u + intercept with R in megohm at 20 degC
/// (Samuelsson; used by Forsén and Tarvainen, "Accuracy and functionality of hand held wood moisture content meters", VTT Publications 420,
/// 2000, whose tables cover European woods).
/// </summary>
internal sealed class WoodResistance
{
    public const double DriestPercent = 7;
    public const double WettestPercent = 25;

    /// <summary>80 degF.</summary>
    private const double TableC = 26.7;
    private const double CoefficientsC = 20;

    private readonly double[]? _logMohm;
    private readonly double _slope;
    private readonly double _intercept;

    /// <summary>A species of <see cref="WoodSpecies"/>.</summary>
    public WoodResistance(string species)
    {
        _logMohm = [.. WoodSpecies.Mohm(species).Select(Math.Log10)];
        ReferenceC = TableC;
        HighestLogMohm = _logMohm[0];
        LowestLogMohm = _logMohm[^1];
    }

    /// <summary>Coefficients of one's own.</summary>
    /// <param name="slope">Negative: the wetter, the less resistance.</param>
    /// <param name="intercept">The value at 0 %.</param>
    public WoodResistance(double slope, double intercept)
    {
        _slope = slope;
        _intercept = intercept;
        ReferenceC = CoefficientsC;
        HighestLogMohm = LogMohm(DriestPercent);
        LowestLogMohm = LogMohm(WettestPercent);
    }

    /// <summary>Temperature that the resistances hold for, in degC.</summary>
    public double ReferenceC { get; }

    /// <summary>Decimal logarithm of the resistance in megohm at 25 %.</summary>
    public double LowestLogMohm { get; }

    /// <summary>Decimal logarithm of the resistance in megohm at 7 %.</summary>
    public double HighestLogMohm { get; }

    /// <summary>Moisture content in percent of the dry mass, from the decimal logarithm of the resistance in megohm.</summary>
    public double MoisturePercent(double logMohm)
    {
        if (_logMohm is null)
            return (Math.Log10(logMohm + 1) - _intercept) / _slope;
        var after = 1;
        while (after < _logMohm.Length - 1 && logMohm < _logMohm[after])
            after++;
        var share = (_logMohm[after - 1] - logMohm) / (_logMohm[after - 1] - _logMohm[after]);
        return DriestPercent + after - 1 + share;
    }

    private double LogMohm(double moisturePercent) => Math.Pow(10, _slope * moisturePercent + _intercept) - 1;
}
