using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Standard deviations by the delete-a-group jackknife: the model is identified again with a tenth of the record left out at a time, and the scatter of the estimates is scaled
/// to that of the whole. It follows the estimate as it is made, medians over orders included, where first-order perturbation only sees one order and overstates where singular values are close.
/// Source: J. Shao, D. Tu, The Jackknife and Bootstrap, Springer 1995, section 2.3.
/// </summary>
internal sealed class JackknifeUncertainty
{
    private const int Groups = 10;
    private const int OrdersTried = 12;
    private const double DistanceMaximum = 0.05;
    private const int FoundMinimum = 8;

    private readonly List<List<Pole>[]> _replicates = [];

    /// <summary>Identifies the model again without each group of blocks.</summary>
    /// <param name="model">The model of the whole record.</param>
    /// <param name="orders">The whole record's poles, which say at which orders to look.</param>
    /// <param name="poles">Finds the poles of one order of a model.</param>
    public JackknifeUncertainty(SubspaceModel model, IReadOnlyList<int> orders, Func<SubspaceModel, int, List<Pole>> poles)
    {
        var step = Math.Max(1, orders.Count / OrdersTried);
        int[] tried = [.. orders.Where((_, index) => index % step == step - 1)];
        for (var group = 0; group < Groups; group++)
        {
            var replicate = SubspaceModel.From(model.Correlations.Without(group, Groups), model.OrderMaximum);
            _replicates.Add([.. tried.Where(order => order <= replicate.OrderMaximum).Select(order => poles(replicate, order))]);
        }
    }

    /// <summary>Deviations of a mode; null if it was found again in too few replicates to say.</summary>
    public ModeDeviations? Of(List<Pole> cluster, Pole representative)
    {
        var orders = cluster.Select(pole => pole.Order).ToHashSet();
        var frequencies = new List<double>();
        var dampings = new List<double>();
        var shapes = new List<Complex[]>();
        foreach (var replicate in _replicates)
        {
            Pole[] found = [.. replicate.Where(poles => poles.Count > 0 && orders.Contains(poles[0].Order)).Select(poles => Nearest(poles, representative)).OfType<Pole>()];
            if (found.Length == 0)
                continue;
            frequencies.Add(PoleClusters.Median(found.Select(pole => pole.FrequencyHz)));
            dampings.Add(PoleClusters.Median(found.Select(pole => pole.DampingRatio)));
            shapes.Add(Fitted(found.MinBy(pole => Math.Abs(pole.FrequencyHz - frequencies[^1]))!.Shape, representative.Shape));
        }

        if (frequencies.Count < FoundMinimum)
            return null;
        double[] shape = [.. representative.Shape.Select((_, channel) => double.Hypot(Deviation([.. shapes.Select(values => values[channel].Real)]), Deviation([.. shapes.Select(values => values[channel].Imaginary)])))];
        return new ModeDeviations(Deviation(frequencies), Deviation(dampings), shape);
    }

    /// <summary>A shape times the complex factor that brings it nearest to another.</summary>
    private static Complex[] Fitted(Complex[] shape, Complex[] target)
    {
        var (product, power) = (Complex.Zero, 0.0);
        for (var channel = 0; channel < shape.Length; channel++)
        {
            product += Complex.Conjugate(shape[channel]) * target[channel];
            power += (shape[channel].Real * shape[channel].Real) + (shape[channel].Imaginary * shape[channel].Imaginary);
        }

        return [.. shape.Select(component => component * product / power)];
    }

    private static Pole? Nearest(List<Pole> poles, Pole representative)
    {
        var nearest = poles.MinBy(pole => Distance(pole, representative))!;
        return Distance(nearest, representative) <= DistanceMaximum ? nearest : null;
    }

    private static double Distance(Pole first, Pole second) =>
        (Math.Abs(first.FrequencyHz - second.FrequencyHz) / second.FrequencyHz) + 1 - ModeShape.Mac(first.Shape, second.Shape);

    private static double Deviation(List<double> replicates)
    {
        var mean = replicates.Average();
        return Math.Sqrt((replicates.Count - 1.0) / replicates.Count * replicates.Sum(value => (value - mean) * (value - mean)));
    }
}

/// <summary>Standard deviations of one mode.</summary>
/// <param name="FrequencyHz">Of its frequency.</param>
/// <param name="DampingRatio">Of its damping ratio.</param>
/// <param name="Shape">Of its shape's components, as the representative pole has them; NaN where unknown.</param>
internal sealed record ModeDeviations(double FrequencyHz, double DampingRatio, double[] Shape);
