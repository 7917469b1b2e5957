using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Finds the natural frequencies that one set of channels shows. The spectra are equalised: every segment of the window counts the same, so that
/// one lorry does not outweigh the rest of the minute.
/// </summary>
internal sealed class ModeTracker
{
    // Keeps some room above the highest band for the floor beside the peak.
    private const double BandMargin = 1.5;

    private readonly StationChannel[] _channels;
    private readonly EqualisedSpectrum _spectrum;
    private readonly double[] _density;
    private readonly (ModeConfiguration Mode, int FeatureIndex, ModalFrequencyEstimator Estimator)[] _modes;

    private ModeTracker(
        StationChannel[] channels, IReadOnlyList<ModeConfiguration> modes, FeatureConfiguration features, WindowConfiguration windows,
        IReadOnlyList<FeatureDefinition> definitions)
    {
        _channels = channels;
        var rateHz = channels[0].SampleRateHz;
        _spectrum = new EqualisedSpectrum(
            rateHz,
            (int)Math.Round(rateHz * features.WelchSegmentSeconds),
            (int)Math.Ceiling(rateHz * windows.Seconds),
            Math.Min(rateHz / 2, modes.Max(mode => mode.HighHz) * BandMargin));
        _density = new double[_spectrum.BinCount];
        _modes = [.. modes.Select(mode => (
            mode,
            definitions.First(definition => definition.Id == $"{mode.Span}/{mode.Name}-frequency").Index,
            new ModalFrequencyEstimator(_spectrum.FrequencyResolutionHz, mode.LowHz, mode.HighHz)))];
    }

    /// <summary>One tracker for all modes that are sought in the same channels.</summary>
    public static IEnumerable<ModeTracker> Create(
        ChannelTable table, FeatureConfiguration features, WindowConfiguration windows, IReadOnlyList<FeatureDefinition> definitions)
    {
        foreach (var modes in features.Modes.GroupBy(mode => string.Join(' ', mode.Channels.Order(StringComparer.Ordinal))))
        {
            var channels = table.Channels
                .Where(channel => modes.First().Channels.Contains(channel.Id) && channel is { Quantity: "acceleration", IsDynamic: true })
                .ToArray();
            channels = [.. channels.Where(channel => channel.SampleRateHz == channels[0].SampleRateHz)];
            if (channels.Length > 0)
                yield return new ModeTracker(channels, [.. modes], features, windows, definitions);
        }
    }

    /// <summary>Writes the frequencies in Hz (NaN when no peak stands out) and the share of the channels that took part.</summary>
    public void Estimate(WindowAssembler windows, SensorFaultGate gate, Span<double> values, Span<float> completeness)
    {
        _spectrum.Clear();
        var used = 0;
        foreach (var channel in _channels)
        {
            if (!gate.IsUsable(channel.Index))
                continue;
            _spectrum.Add(windows.Uniform(channel));
            used++;
        }

        foreach (var (mode, featureIndex, estimator) in _modes)
        {
            completeness[featureIndex] = (float)used / _channels.Length;
            values[featureIndex] = double.NaN;
            if (used == 0)
                continue;
            var segments = _spectrum.Compute(mode.LowHz, mode.HighHz, _density);
            if (segments > 0)
                values[featureIndex] = estimator.Estimate(_density, segments).FrequencyHz;
        }
    }
}
