namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// A capacitive probe that was calibrated in a material: volumetric water content in percent, by a table of points between which it is
/// straight, or by the maker's polynomial; and what the probe shows more for each degree.
/// </summary>
internal sealed class WaterContentCurve : MoistureCurve
{
    private readonly double[] _volts;
    private readonly double[] _percents;
    private readonly double[] _coefficients;
    private readonly double _shiftPercent;

    private WaterContentCurve(double[] volts, double[] percents, double[] coefficients, double shiftPercent)
    {
        _volts = volts;
        _percents = percents;
        _coefficients = coefficients;
        _shiftPercent = shiftPercent;
    }

    public override double LowestV => _volts[0];

    public override double HighestV => _volts[^1];

    /// <summary>A curve through points.</summary>
    /// <param name="volts">At least two voltages, rising.</param>
    /// <param name="percents">Water content at each, rising or falling.</param>
    /// <param name="shiftPercent">What is added for the temperature.</param>
    public static WaterContentCurve Through(double[] volts, double[] percents, double shiftPercent) => new(volts, percents, [], shiftPercent);

    /// <summary>A polynomial between two voltages.</summary>
    /// <param name="coefficients">Percent per power of the voltage, the constant first.</param>
    /// <param name="fromV">Lowest voltage that it is known for.</param>
    /// <param name="toV">Highest voltage that it is known for.</param>
    /// <param name="shiftPercent">What is added for the temperature.</param>
    public static WaterContentCurve Polynomial(double[] coefficients, double fromV, double toV, double shiftPercent) =>
        new([fromV, toV], [], coefficients, shiftPercent);

    private protected override double PercentInside(double volts) =>
        (_coefficients.Length > 0 ? Evaluate(volts) : Interpolate(volts)) + _shiftPercent;

    private double Evaluate(double volts)
    {
        double sum = 0;
        for (var power = _coefficients.Length - 1; power >= 0; power--)
            sum = sum * volts + _coefficients[power];
        return sum;
    }

    private double Interpolate(double volts)
    {
        var after = 1;
        while (after < _volts.Length - 1 && volts > _volts[after])
            after++;
        var share = (volts - _volts[after - 1]) / (_volts[after] - _volts[after - 1]);
        return _percents[after - 1] + share * (_percents[after] - _percents[after - 1]);
    }
}
