using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// The poles of all even orders that pass the hard criteria: a conjugate pair, damping above zero and below its maximum, a frequency within the band and a shape that is collinear enough.
/// Source: E. Reynders, J. Houbrechts, G. De Roeck, Fully automated (operational) modal analysis, MSSP 29, 2012, section 4.
/// </summary>
internal static class StabilisationDiagram
{
    public static List<List<Pole>> Build(SubspaceModel model, double rateHz, BandOfInterest band, IReadOnlyList<MotionQuantity> quantities, ModalAnalysisOptions options)
    {
        var orders = new List<List<Pole>>();
        for (var order = 2; order <= model.OrderMaximum; order += 2)
        {
            var poles = Poles(model, order, rateHz, band, quantities, options);
            if (orders.Count > 0)
                Link(poles, orders[^1]);
            orders.Add(poles);
        }

        return orders;
    }

    public static (double FrequencyHz, double DampingRatio) Modal(Complex eigenvalue, double rateHz)
    {
        var exponent = Complex.Log(eigenvalue) * rateHz;
        var size = Complex.Abs(exponent);
        return (size / (2 * Math.PI), -exponent.Real / size);
    }

    /// <summary>The poles of one order that pass the hard criteria.</summary>
    public static List<Pole> Poles(SubspaceModel model, int order, double rateHz, BandOfInterest band, IReadOnlyList<MotionQuantity> quantities, ModalAnalysisOptions options)
    {
        var eigen = new HessenbergEigen(model.StateMatrix(order));
        var poles = new List<Pole>();
        foreach (var value in eigen.Values)
        {
            if (value.Imaginary <= 0)
                continue;
            var (frequencyHz, dampingRatio) = Modal(value, rateHz);
            if (frequencyHz < band.LowHz || frequencyHz > band.HighHz || dampingRatio <= 0 || dampingRatio > options.DampingRatioMaximum)
                continue;
            var shape = Shape(model, eigen.RightVector(value), value, quantities);
            var collinearity = ModeShape.PhaseCollinearity(shape);
            if (collinearity < options.PhaseCollinearityMinimum)
                continue;
            poles.Add(new Pole { Order = order, Eigenvalue = value, FrequencyHz = frequencyHz, DampingRatio = dampingRatio, Shape = shape, PhaseCollinearity = collinearity });
        }

        return poles;
    }

    /// <summary>The first block row of the observability matrix times the eigenvector, each channel turned back to displacement.</summary>
    public static Complex[] Shape(SubspaceModel model, ReadOnlySpan<Complex> vector, Complex eigenvalue, IReadOnlyList<MotionQuantity> quantities)
    {
        var shape = new Complex[model.Channels];
        for (var index = 0; index < vector.Length; index++)
        {
            var left = model.Svd.Left.Row(index);
            for (var channel = 0; channel < shape.Length; channel++)
                shape[channel] += left[channel] * vector[index];
        }

        var exponent = Complex.Log(eigenvalue);
        var turn = Complex.Conjugate(exponent) / Complex.Abs(exponent);
        for (var channel = 0; channel < shape.Length; channel++)
        {
            for (var times = 0; times < (int)quantities[channel]; times++)
                shape[channel] *= turn;
        }

        return shape;
    }

    private static void Link(List<Pole> poles, List<Pole> below)
    {
        foreach (var pole in poles)
        {
            var nearest = double.PositiveInfinity;
            foreach (var other in below)
            {
                var frequency = Math.Abs(pole.FrequencyHz - other.FrequencyHz) / pole.FrequencyHz;
                var shape = 1 - ModeShape.Mac(pole.Shape, other.Shape);
                if (frequency + shape >= nearest)
                    continue;
                nearest = frequency + shape;
                pole.Step = (frequency, Math.Abs(pole.DampingRatio - other.DampingRatio) / Math.Max(pole.DampingRatio, other.DampingRatio), shape);
            }
        }
    }
}
