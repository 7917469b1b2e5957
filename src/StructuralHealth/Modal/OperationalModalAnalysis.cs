using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Modes of a structure from its vibration in unknown, roughly white excitation: reference-based covariance-driven stochastic subspace identification,
/// automatic clearing of the stabilisation diagram, standard deviations by first-order perturbation, and a cross-check by frequency-domain decomposition.
/// Nobody picks anything. Reads from top to bottom: band, preparation, correlations, models of all orders, poles, stable poles, clusters, modes.
/// Sources: B. Peeters, G. De Roeck, MSSP 13(6), 1999; E. Reynders, J. Houbrechts, G. De Roeck, MSSP 29, 2012.
/// </summary>
public static class OperationalModalAnalysis
{
    private const double FewCycles = 1000;
    private const double KnownWell = 0.005;

    /// <summary>Analyses one record. Holds no state; may be called from several threads.</summary>
    /// <param name="record">The record.</param>
    /// <param name="options">How; defaults if null.</param>
    /// <returns>The modes, or a refusal with its reason.</returns>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static ModalAnalysis Analyze(ModalRecord record, ModalAnalysisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        options ??= new ModalAnalysisOptions();
        options.Validate(record);
        var band = BandOfInterest.From(record, options);
        try
        {
            return Identify(record, band, options);
        }
        catch (ModalRefusalException refused)
        {
            return new ModalAnalysis { Refusal = refused.Refusal, Band = band };
        }
    }

    private static ModalAnalysis Identify(ModalRecord record, BandOfInterest band, ModalAnalysisOptions options)
    {
        var prepared = PreparedRecord.From(record, band, options);
        var references = ReferenceChoice.From(prepared, options);
        var blockRows = BlockRows(prepared, references.Length, options);
        var correlations = CorrelationBlocks.From(prepared, references, (2 * blockRows) + 1, options.Blocks);
        var model = SubspaceModel.From(correlations, Math.Min(options.OrderMaximum, blockRows * references.Length / 2 * 2));
        var orders = StabilisationDiagram.Build(model, prepared.RateHz, band, record.Quantities, options);
        var stable = PoleClearing.Stable(orders.SelectMany(poles => poles));
        var clusters = PoleClusters.From(stable, orders.Count);
        var uncertainty = new ModeUncertainty(model, prepared.RateHz);
        var jackknife = clusters.Count == 0 || options.Deviations == DeviationMethod.Perturbation ? null : new JackknifeUncertainty(
            model,
            [.. Enumerable.Range(1, orders.Count).Select(index => 2 * index)],
            (replicate, order) => StabilisationDiagram.Poles(replicate, order, prepared.RateHz, band, record.Quantities, options));
        IdentifiedMode[] found = [.. clusters.Select(cluster => ModeOfCluster.From(cluster, orders.Count, uncertainty, jackknife, prepared.Scales, record.Quantities))];
        IdentifiedMode[] candidates = [.. found.Where(mode => IsDetermined(mode) || mode.DampingRatio < HarmonicDetector.DampingMaximum)];
        IdentifiedMode[] modes = [.. Checked(candidates, prepared, record.Quantities).Where(mode => mode.Harmonic.IsHarmonic || IsDetermined(mode))];
        SynchronisationCheck.Refuse(modes, record);
        return new ModalAnalysis
        {
            Modes = modes,
            Band = band,
            AnalysisRateHz = prepared.RateHz,
            References = references,
            BlockRows = blockRows,
            OrderMaximum = model.OrderMaximum,
            Poles = (orders.Sum(poles => poles.Count), stable.Count),
            Cautions = [.. Cautions(record, modes)],
        };
    }

    /// <summary>
    /// Whether the record fixes the frequency to within half a per cent or half the mode's own bandwidth. Poles that a finite record adds to its correlations fill many orders,
    /// but scatter between parts of the record by more than they are wide; a mode is known to a fraction of its width once the record is longer than its decay.
    /// </summary>
    private static bool IsDetermined(IdentifiedMode mode) => mode.FrequencyStdHz <= Math.Max(mode.DampingRatio, KnownWell) * mode.FrequencyHz;

    /// <summary>Each mode with what its spectrum and its amplitude say.</summary>
    private static IdentifiedMode[] Checked(IdentifiedMode[] modes, PreparedRecord record, IReadOnlyList<MotionQuantity> quantities)
    {
        var decomposition = new FrequencyDomainDecomposition(record, quantities);
        return [.. modes.Select((mode, index) =>
        {
            var below = index > 0 ? mode.FrequencyHz - modes[index - 1].FrequencyHz : double.PositiveInfinity;
            var above = index < modes.Length - 1 ? modes[index + 1].FrequencyHz - mode.FrequencyHz : double.PositiveInfinity;
            Complex[] shape = [.. mode.NormalisedShape];
            return mode with
            {
                FrequencyDomain = decomposition.Check(mode.FrequencyHz, shape, Math.Min(below, above)),
                Harmonic = HarmonicDetector.Check(record, mode.FrequencyHz, mode.DampingRatio, shape, Math.Min(below, above)),
            };
        })];
    }

    /// <summary>Past and future reach over one period of the lowest frequency, as far as the Hankel matrix may grow and the record allows, and hold the highest order.</summary>
    private static int BlockRows(PreparedRecord record, int references, ModalAnalysisOptions options)
    {
        var period = (int)Math.Ceiling(record.RateHz / record.Band.LowHz);
        var affordable = options.HankelColumnsMaximum / references;
        var least = (options.OrderMaximum + references - 1) / references;
        var available = record.Stretches.Max(stretch => stretch[0].Length) / 4;
        return Math.Max(2, Math.Min(available, Math.Max(Math.Min(period, affordable), Math.Min(least, affordable))));
    }

    private static IEnumerable<string> Cautions(ModalRecord record, IdentifiedMode[] modes)
    {
        if (modes.Length > 0 && modes[0].FrequencyHz * record.DurationSeconds < FewCycles)
        {
            yield return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The record holds {modes[0].FrequencyHz * record.DurationSeconds:F0} cycles of the lowest mode; damping is usually quoted from {FewCycles} cycles or more.");
        }
    }
}
