using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>Finds one natural frequency in the summed spectra of the channels that show the mode.</summary>
internal sealed class ModeTracker
{
    private readonly int[] _channels;
    private readonly ModalFrequencyEstimator _estimator;
    private readonly double[] _sum;

    private ModeTracker(ModeConfiguration mode, int featureIndex, int[] channels, WelchSpectrum spectrum)
    {
        _channels = channels;
        _estimator = new ModalFrequencyEstimator(spectrum.FrequencyResolutionHz, mode.LowHz, mode.HighHz);
        _sum = new double[spectrum.BinCount];
        FeatureIndex = featureIndex;
    }

    public int FeatureIndex { get; }

    public static ModeTracker Create(ModeConfiguration mode, ChannelTable table, WelchSpectrum?[] welch, IReadOnlyList<FeatureDefinition> definitions)
    {
        var channels = table.Channels.Where(channel => mode.Channels.Contains(channel.Id)).Select(channel => channel.Index).ToArray();
        var spectrum = channels.Select(index => welch[index]).FirstOrDefault(candidate => candidate is not null)
            ?? throw new InvalidOperationException($"Mode {mode.Name} has no acceleration channel, although the station file passed validation.");
        channels = [.. channels.Where(index => welch[index]?.BinCount == spectrum.BinCount)];
        var id = $"{mode.Span}/{mode.Name}-frequency";
        return new ModeTracker(mode, definitions.First(definition => definition.Id == id).Index, channels, spectrum);
    }

    /// <summary>The frequency in Hz (NaN when no peak stands out) and the share of the mode's channels that took part.</summary>
    public (double FrequencyHz, float Completeness) Estimate(double[]?[] spectra, int[] segments, SensorFaultGate gate)
    {
        Array.Clear(_sum);
        var (used, fewestSegments) = (0, int.MaxValue);
        foreach (var index in _channels)
        {
            if (!gate.IsUsable(index) || segments[index] == 0 || spectra[index] is not { } spectrum)
                continue;
            System.Numerics.Tensors.TensorPrimitives.Add<double>(_sum, spectrum, _sum);
            used++;
            fewestSegments = Math.Min(fewestSegments, segments[index]);
        }

        var completeness = (float)used / _channels.Length;
        return used == 0 ? (double.NaN, 0) : (_estimator.Estimate(_sum, fewestSegments).FrequencyHz, completeness);
    }
}
