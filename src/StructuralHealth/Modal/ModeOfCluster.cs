using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// One mode from the poles of one cluster: medians of frequency and damping, the shape of the pole nearest to both.
/// The standard deviation is the smallest among a few orders, since an order too high for its gap in the singular values only adds to it,
/// together with what the estimates of different orders disagree by.
/// </summary>
internal static class ModeOfCluster
{
    private const int OrdersTried = 6;

    /// <summary>Makes a median of absolute deviations a standard deviation of normal values.</summary>
    private const double MadToStd = 1.4826;

    public static IdentifiedMode From(List<Pole> cluster, int orders, ModeUncertainty uncertainty, JackknifeUncertainty? jackknife, double[] scales, IReadOnlyList<MotionQuantity> quantities)
    {
        var frequencyHz = PoleClusters.Median(cluster.Select(pole => pole.FrequencyHz));
        var dampingRatio = PoleClusters.Median(cluster.Select(pole => pole.DampingRatio));
        var nearest = cluster.MinBy(pole => (Math.Abs(pole.FrequencyHz - frequencyHz) / frequencyHz) + (0.01 * Math.Abs(pole.DampingRatio - dampingRatio) / dampingRatio))!;
        var deviations = jackknife?.Of(cluster, nearest) ?? Smallest(cluster, uncertainty, scales.Length);
        var inUnits = InUnits(nearest.Shape, frequencyHz, scales, quantities);
        var largest = inUnits.Max(Complex.Abs);
        return new IdentifiedMode
        {
            FrequencyHz = frequencyHz,
            FrequencyStdHz = double.Hypot(deviations.FrequencyHz, Spread(cluster.Select(pole => pole.FrequencyHz), frequencyHz)),
            DampingRatio = dampingRatio,
            DampingStd = double.Hypot(deviations.DampingRatio, Spread(cluster.Select(pole => pole.DampingRatio), dampingRatio)),
            Shape = ModeShape.Normalised(inUnits),
            ShapeStd = [.. InUnits([.. deviations.Shape.Select(value => new Complex(value, 0))], frequencyHz, scales, quantities).Select(value => value.Real / largest)],
            NormalisedShape = ModeShape.Normalised(nearest.Shape),
            PhaseCollinearity = nearest.PhaseCollinearity,
            MeanPhaseDeviationDegrees = ModeShape.MeanPhaseDeviationDegrees(nearest.Shape),
            Stability = (double)cluster.Count / orders,
        };
    }

    private static ModeDeviations Smallest(List<Pole> cluster, ModeUncertainty uncertainty, int channels)
    {
        var (frequencyStdHz, dampingStd) = (double.PositiveInfinity, double.PositiveInfinity);
        var tried = Math.Min(OrdersTried, cluster.Count);
        for (var index = 0; index < tried; index++)
        {
            var (frequency, damping) = uncertainty.Of(cluster[index * cluster.Count / tried]);
            frequencyStdHz = Math.Min(frequencyStdHz, frequency);
            dampingStd = Math.Min(dampingStd, damping);
        }

        return new ModeDeviations(frequencyStdHz, dampingStd, [.. Enumerable.Repeat(double.NaN, channels)]);
    }

    private static double Spread(IEnumerable<double> values, double middle) =>
        MadToStd * PoleClusters.Median(values.Select(value => Math.Abs(value - middle)));

    private static Complex[] InUnits(Complex[] shape, double frequencyHz, double[] scales, IReadOnlyList<MotionQuantity> quantities)
    {
        var result = new Complex[scales.Length];
        for (var channel = 0; channel < scales.Length; channel++)
            result[channel] = shape[channel] * scales[channel] / Math.Pow(2 * Math.PI * frequencyHz, (int)quantities[channel]);
        return result;
    }
}
