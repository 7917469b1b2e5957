using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>One pole of one model order.</summary>
/// <param name="Order">Model order, even.</param>
/// <param name="FrequencyHz">Undamped frequency in Hz.</param>
/// <param name="DampingRatio">Damping as a share of critical damping.</param>
/// <param name="Shape">Shape in the channels' own units, without normalisation.</param>
public sealed record SubspacePole(int Order, double FrequencyHz, double DampingRatio, IReadOnlyList<Complex> Shape);

/// <summary>The plain identification, for those who want the stabilisation diagram itself: no decimation, no normalisation, no clearing.</summary>
public static class SubspaceIdentification
{
    /// <summary>Poles of all even orders by reference-based covariance-driven subspace identification.</summary>
    /// <param name="channels">[channel][sample], equally long, finite.</param>
    /// <param name="sampleRateHz">Samples per second, positive.</param>
    /// <param name="references">Indices of the channels whose past is used.</param>
    /// <param name="blockRows">Block columns of the Hankel matrix, at least 2; the record must hold more than twice as many samples.</param>
    /// <param name="orderMaximum">Highest order, even, at most <paramref name="blockRows"/> times the number of references.</param>
    /// <param name="dampingRatioMaximum">Poles above this damping, and those without any, are left out.</param>
    /// <returns>By rising order, then frequency.</returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static IReadOnlyList<SubspacePole> Poles(
        IReadOnlyList<double[]> channels, double sampleRateHz, IReadOnlyList<int> references, int blockRows, int orderMaximum, double dampingRatioMaximum = 0.1)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(references);
        if (channels.Count == 0 || channels.Any(channel => channel.Length != channels[0].Length || !channel.All(double.IsFinite)))
            throw new ArgumentException("channels must be one or more, equally long and finite.", nameof(channels));
        if (references.Count == 0 || references.Any(index => index < 0 || index >= channels.Count))
            throw new ArgumentException($"references must be channel indices from 0 to {channels.Count - 1}.", nameof(references));
        if (blockRows < 2 || channels[0].Length <= 2 * (blockRows + 1))
            throw new ArgumentException($"blockRows is {blockRows}; permitted is 2 to less than half the {channels[0].Length} samples.", nameof(blockRows));
        if (orderMaximum < 2 || orderMaximum % 2 != 0 || orderMaximum > blockRows * references.Count)
            throw new ArgumentException($"orderMaximum is {orderMaximum}; permitted are even orders from 2 to {blockRows * references.Count}.", nameof(orderMaximum));

        var correlations = CorrelationBlocks.Whole([.. channels], [.. references], (2 * blockRows) + 1);
        var model = SubspaceModel.From(correlations, orderMaximum);
        var displacements = new MotionQuantity[channels.Count];
        var options = new ModalAnalysisOptions { PhaseCollinearityMinimum = 0, DampingRatioMaximum = dampingRatioMaximum };
        var band = new BandOfInterest(0, sampleRateHz);
        return [.. Enumerable.Range(1, model.OrderMaximum / 2)
            .SelectMany(half => StabilisationDiagram.Poles(model, 2 * half, sampleRateHz, band, displacements, options).OrderBy(pole => pole.FrequencyHz))
            .Select(pole => new SubspacePole(pole.Order, pole.FrequencyHz, pole.DampingRatio, pole.Shape))];
    }
}
