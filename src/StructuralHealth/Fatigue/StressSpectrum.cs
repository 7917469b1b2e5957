namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Stress ranges of a spectrum in few narrow classes, to reckon its damage again and again under an error of the stress. A class is 0.2 % wide and stands at its cubic mean.</summary>
internal sealed class StressSpectrum
{
    private const double ClassRatio = 1.002;
    private readonly SnCurve _curve;
    private readonly double[] _rangeMPa;
    private readonly double[] _cycles;

    public StressSpectrum(IReadOnlyList<RainflowCycle> cycles, StressOptions stress, SnCurve curve)
    {
        _curve = curve;
        var classes = new SortedDictionary<int, (double Cycles, double CubicSum)>();
        foreach (var cycle in cycles)
        {
            var rangeMPa = stress.RangeMPa(cycle.Range, cycle.Mean);
            if (!(rangeMPa > 0))
                continue;
            var key = (int)Math.Round(Math.Log(rangeMPa) / Math.Log(ClassRatio));
            classes.TryGetValue(key, out var sum);
            classes[key] = (sum.Cycles + cycle.Cycles, sum.CubicSum + (cycle.Cycles * rangeMPa * rangeMPa * rangeMPa));
        }

        _rangeMPa = [.. classes.Values.Select(sum => Math.Cbrt(sum.CubicSum / sum.Cycles))];
        _cycles = [.. classes.Values.Select(sum => sum.Cycles)];
    }

    /// <summary>Miner's sum with every stress multiplied by a factor.</summary>
    public double Damage(double factor)
    {
        var sum = 0.0;
        for (var index = 0; index < _rangeMPa.Length; index++)
            sum += _cycles[index] * _curve.DamagePerCycle(factor * _rangeMPa[index]);
        return sum;
    }
}
