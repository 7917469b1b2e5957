namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// What the voltage of a moisture probe means. Every curve rises or falls throughout between the two voltages that it is known for. The
/// temperature of the material, where it matters, is a fixed one: a driver knows no other sensor than its own.
/// </summary>
internal abstract class MoistureCurve
{
    // 50 halvings of 4 V are far below a count.
    private const int Halvings = 50;

    /// <summary>Lowest voltage that the curve is known for.</summary>
    public abstract double LowestV { get; }

    /// <summary>Highest voltage that the curve is known for.</summary>
    public abstract double HighestV { get; }

    /// <summary>Moisture in percent; outside the known voltages that of the nearer end.</summary>
    public double Percent(double volts) => PercentInside(Math.Clamp(volts, LowestV, HighestV));

    /// <summary>Whether the curve is known for a voltage.</summary>
    public bool Covers(double volts) => volts >= LowestV && volts <= HighestV;

    /// <summary>The voltage at which the probe shows a moisture: the inverse of <see cref="Percent"/>.</summary>
    public double Volts(double percent)
    {
        var (low, high) = (LowestV, HighestV);
        var rises = PercentInside(high) > PercentInside(low);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (PercentInside(middle) < percent == rises)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Moisture in percent at a voltage that the curve is known for.</summary>
    private protected abstract double PercentInside(double volts);
}
