using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Consumed life with its uncertainty. Stress errors are taken as lognormal and go through the whole curve (its slope near the damage decides, not a fixed exponent);
/// scatter of log N and of the counted time multiply the damage. The stress error is integrated by quadrature over its quantiles, so that the same input gives the same figures.
/// </summary>
public static class LifeAssessment
{
    private const int Nodes = 199;
    private const double ReachDeviations = 5;

    /// <summary>Assesses a spectrum.</summary>
    /// <param name="cycles">Counted cycles in the unit of the samples, residue included.</param>
    /// <param name="category">Detail category.</param>
    /// <param name="stress">From samples to stress.</param>
    /// <param name="factors">Partial factors.</param>
    /// <param name="uncertainty">What is not known.</param>
    /// <param name="sizeFactor">k_s of EN 1993-1-9, section 7.2.2; above 0, at most 1.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ConsumedLife Assess(
        IReadOnlyList<RainflowCycle> cycles,
        DetailCategory category,
        StressOptions stress,
        PartialFactors factors,
        FatigueUncertainty uncertainty,
        double sizeFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        ArgumentNullException.ThrowIfNull(uncertainty);
        uncertainty.Validate();
        var design = new MinerSum(category, stress, factors, sizeFactor);
        design.Add(cycles);
        var characteristic = new MinerSum(category, stress, PartialFactors.Characteristic, sizeFactor);
        characteristic.Add(cycles);
        var spectrum = new StressSpectrum(cycles, stress, characteristic.Curve);
        var stressDeviation = LogDeviation(uncertainty.StrainCalibration, uncertainty.Modulus, uncertainty.GaugeFactor);
        var lifeDeviation = Math.Log(10) * uncertainty.LogLifeDeviation;
        var restDeviation = Math.Sqrt(Square(lifeDeviation) + Square(LogDeviation(uncertainty.CountedTime)));
        var medianShift = -uncertainty.CurveDeviations * lifeDeviation;
        double Quantile(double probability) => DamageQuantile(probability, spectrum, stressDeviation, restDeviation, medianShift);
        return new ConsumedLife(
            design.Damage,
            characteristic.Damage,
            Quantile(0.5),
            Quantile(0.05),
            Quantile(0.95),
            characteristic.LargestRangeMPa,
            design.IsBelowConstantAmplitudeLimit,
            Shares(uncertainty, spectrum));
    }

    /// <summary>Quantile of D(stress error) times a lognormal factor.</summary>
    private static double DamageQuantile(double probability, StressSpectrum spectrum, double stressDeviation, double restDeviation, double shift)
    {
        if (stressDeviation == 0)
            return spectrum.Damage(1) * Math.Exp(shift + (restDeviation * Normal.InvCDF(0, 1, probability)));
        var logDamage = new double[Nodes];
        var weight = new double[Nodes];
        var total = 0.0;
        for (var node = 0; node < Nodes; node++)
        {
            var deviation = ReachDeviations * ((2.0 * node / (Nodes - 1)) - 1);
            weight[node] = Math.Exp(-0.5 * deviation * deviation);
            total += weight[node];
            logDamage[node] = Math.Log(spectrum.Damage(Math.Exp(stressDeviation * deviation)));
        }

        double Below(double log)
        {
            var sum = 0.0;
            for (var node = 0; node < Nodes; node++)
                sum += weight[node] * Probability(log - shift - logDamage[node], restDeviation);
            return sum / total;
        }

        return Solve(probability, Below, logDamage, shift, restDeviation);
    }

    /// <summary>The damage below which a share of the probability lies; 0 where no damage at all is that likely.</summary>
    private static double Solve(double probability, Func<double, double> below, double[] logDamage, double shift, double deviation)
    {
        var finite = logDamage.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min() + shift - (8 * deviation) - 1, finite.Max() + shift + (8 * deviation) + 1);
        if (below(low) >= probability)
            return 0;
        for (var step = 0; step < 80; step++)
        {
            var middle = 0.5 * (low + high);
            if (below(middle) < probability)
                low = middle;
            else
                high = middle;
        }

        return Math.Exp(0.5 * (low + high));
    }

    private static double Probability(double distance, double deviation) =>
        deviation > 0 ? Normal.CDF(0, deviation, distance) : distance >= 0 ? 1 : 0;

    private static UncertaintyShare[] Shares(FatigueUncertainty uncertainty, StressSpectrum spectrum)
    {
        double OfStress(double relative)
        {
            var deviation = LogDeviation(relative);
            var (low, high) = (spectrum.Damage(Math.Exp(-deviation)), spectrum.Damage(Math.Exp(deviation)));
            return low > 0 ? 0.5 * Math.Log(high / low) : high > 0 ? double.PositiveInfinity : 0;
        }

        return
        [
            new(nameof(uncertainty.StrainCalibration), uncertainty.StrainCalibration, OfStress(uncertainty.StrainCalibration)),
            new(nameof(uncertainty.Modulus), uncertainty.Modulus, OfStress(uncertainty.Modulus)),
            new(nameof(uncertainty.GaugeFactor), uncertainty.GaugeFactor, OfStress(uncertainty.GaugeFactor)),
            new(nameof(uncertainty.CountedTime), uncertainty.CountedTime, LogDeviation(uncertainty.CountedTime)),
            new(nameof(uncertainty.LogLifeDeviation), uncertainty.LogLifeDeviation, Math.Log(10) * uncertainty.LogLifeDeviation),
        ];
    }

    /// <summary>Standard deviation of the logarithm of a product of lognormal factors with these relative deviations.</summary>
    private static double LogDeviation(params ReadOnlySpan<double> relative)
    {
        var sum = 0.0;
        foreach (var deviation in relative)
            sum += Math.Log(1 + Square(deviation));
        return Math.Sqrt(sum);
    }

    private static double Square(double value) => value * value;
}
