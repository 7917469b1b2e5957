using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.StructuralHealth.Spectra;
using EdgeTwin.StructuralHealth.Statistics;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Computes the numbers of <see cref="FeatureCatalog"/> from one closed window. All buffers are made at start; the only allocation per window is
/// the frame that leaves. A channel that the sensor-fault gate takes out has no values in that window. The signal path's loop owns it.
/// </summary>
internal sealed class FeatureExtractor
{
    private const double DominantFrequencyLowHz = 0.5;

    // Below this sum of ranges no vehicle crossed, and the share of a gauge is the share of its noise.
    private const double RangeShareTrafficMinimumUe = 20;

    private readonly ChannelTable _table;
    private readonly FeatureConfiguration _options;
    private readonly IReadOnlyList<FeatureDefinition> _definitions;
    private readonly SensorFaultGate _gate;
    private readonly int[] _firstFeature;
    private readonly WelchSpectrum?[] _welch;
    private readonly double[]?[] _spectra;
    private readonly double[] _standardDeviations;
    private readonly double[] _means;
    private readonly ModeTracker[] _modes;

    public FeatureExtractor(ChannelTable table, FeatureConfiguration options, WindowConfiguration windows, IReadOnlyList<FeatureDefinition> definitions)
    {
        _table = table;
        _options = options;
        _definitions = definitions;
        _gate = new SensorFaultGate(table, windows);
        _firstFeature = [.. table.Channels.Select(channel => definitions.First(d => d.Source == channel.Id).Index)];
        var shared = new Dictionary<double, WelchSpectrum>();
        _welch = [.. table.Channels.Select(channel => WelchOf(channel, shared))];
        _spectra = [.. _welch.Select(welch => welch is null ? null : new double[welch.BinCount])];
        _standardDeviations = new double[table.Channels.Count];
        _means = new double[table.Channels.Count];
        _modes = [.. ModeTracker.Create(table, options, windows, definitions)];
    }

    /// <summary>Computes the frame of the oldest open window.</summary>
    /// <param name="windows">The assembler; its oldest window is read, not changed.</param>
    /// <param name="sensorMessages">Per sensor, why it delivers nothing; empty when it runs.</param>
    public FeatureFrame Extract(WindowAssembler windows, ReadOnlySpan<string> sensorMessages)
    {
        var values = new double[_definitions.Count];
        Array.Fill(values, double.NaN);
        var completeness = new float[_definitions.Count];
        var faults = _gate.Inspect(windows, sensorMessages);
        foreach (var channel in _table.Channels)
            ExtractChannel(channel, windows, values, completeness);
        ShareStrainRanges(values);
        foreach (var mode in _modes)
            mode.Estimate(windows, _gate, values, completeness);
        return new FeatureFrame
        {
            StartUtcNs = windows.StartUtcNs,
            EndUtcNs = windows.EndUtcNs,
            EndMonotonicNs = windows.EndMonotonicNs,
            ClockQuality = windows.Quality,
            Definitions = _definitions,
            Values = values,
            Completeness = completeness,
            TemperatureC = StructureTemperatureC(),
            ExcitationMps2 = ExcitationMps2(),
            Faults = faults,
        };
    }

    private void ExtractChannel(StationChannel channel, WindowAssembler windows, double[] values, float[] completeness)
    {
        var samples = windows.Window(channel.SensorIndex).Channel(channel.Row);
        var first = _firstFeature[channel.Index];
        _means[channel.Index] = double.NaN;
        _standardDeviations[channel.Index] = double.NaN;
        var statistics = SampleStatistics.Compute(samples);
        var share = (float)Math.Min(1, statistics.Count / windows.ExpectedSampleSets(channel.SensorIndex));
        var next = first;
        for (; next < _definitions.Count && ReferenceEquals(_definitions[next].Source, _definitions[first].Source); next++)
            completeness[next] = share;
        if (!_gate.IsMeasured(channel.Index) || statistics.Count == 0)
            return;

        _means[channel.Index] = statistics.Mean;
        _standardDeviations[channel.Index] = statistics.StandardDeviation;
        if (channel.IsDynamic)
            FillDynamic(channel, statistics, windows.Uniform(channel), values.AsSpan(first, next - first));
        else
            FillSlow(statistics, values.AsSpan(first, next - first));
    }

    private static void FillSlow(in SampleStatistics statistics, Span<double> values)
    {
        values[0] = statistics.Mean;
        values[1] = statistics.StandardDeviation;
        values[2] = statistics.Minimum;
        values[3] = statistics.Maximum;
    }

    // In the order of FeatureCatalog.
    private void FillDynamic(StationChannel channel, in SampleStatistics statistics, ReadOnlySpan<float> uniform, Span<double> values)
    {
        values[0] = statistics.Mean;
        values[1] = statistics.StandardDeviation;
        values[2] = statistics.Rms;
        values[3] = statistics.Minimum;
        values[4] = statistics.Maximum;
        values[5] = statistics.Peak;
        values[6] = statistics.CrestFactor;
        values[7] = statistics.Kurtosis;
        values[8] = statistics.Maximum - statistics.Minimum;
        if (_welch[channel.Index] is not { } welch || _spectra[channel.Index] is not { } spectrum)
            return;
        welch.Compute(uniform, spectrum);
        var resolutionHz = welch.FrequencyResolutionHz;
        values[9] = SpectralPeak.Find(spectrum, resolutionHz, DominantFrequencyLowHz, channel.SampleRateHz * 0.4).FrequencyHz;
        for (var band = 0; band < _options.Bands.Count; band++)
            values[10 + band] = BandEnergy.Compute(spectrum, resolutionHz, _options.Bands[band].LowHz, _options.Bands[band].HighHz);
    }

    // A vehicle loads all gauges of a span one after another: its weight cancels out of the shares, a weakened member does not.
    // A range that is cut short would make the shares of all the others too large.
    private void ShareStrainRanges(double[] values)
    {
        foreach (var definition in _definitions)
        {
            if (definition.Quantity != "range-share")
                continue;
            var sum = 0.0;
            foreach (var other in _definitions)
            {
                if (other.Quantity == "range-share" && other.Span == definition.Span)
                    sum += UsableRange(other, values);
            }

            if (sum >= RangeShareTrafficMinimumUe)
                values[definition.Index] = values[definition.Index - 1] / sum;
        }
    }

    private double UsableRange(FeatureDefinition share, double[] values)
    {
        foreach (var channel in _table.Channels)
        {
            if (ReferenceEquals(channel.Id, share.Source))
                return _gate.IsUsable(channel.Index) ? values[share.Index - 1] : double.NaN;
        }

        return double.NaN;
    }

    // The chips on the structure know it best; air sensors only stand in when there is no other.
    private double StructureTemperatureC()
    {
        var onStructure = MeanOf(channel => channel.Quantity == "temperature" && !channel.SensorKind.StartsWith("sht", StringComparison.Ordinal));
        return double.IsNaN(onStructure) ? MeanOf(channel => channel.Quantity == "temperature") : onStructure;
    }

    private double MeanOf(Func<StationChannel, bool> selected)
    {
        var (sum, count) = (0.0, 0);
        foreach (var channel in _table.Channels)
        {
            if (double.IsNaN(_means[channel.Index]) || !selected(channel))
                continue;
            sum += _means[channel.Index];
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    private double ExcitationMps2()
    {
        var (sum, count) = (0.0, 0);
        foreach (var channel in _table.Channels)
        {
            if (channel is not { Quantity: "acceleration", Direction: "vertical" } || double.IsNaN(_standardDeviations[channel.Index]))
                continue;
            sum += _standardDeviations[channel.Index] * _standardDeviations[channel.Index];
            count++;
        }

        return count > 0 ? Math.Sqrt(sum / count) : double.NaN;
    }

    // Channels are computed one after the other, so those of one rate share the buffers.
    private WelchSpectrum? WelchOf(StationChannel channel, Dictionary<double, WelchSpectrum> shared)
    {
        if (channel.Quantity != "acceleration" || !channel.IsDynamic)
            return null;
        if (!shared.TryGetValue(channel.SampleRateHz, out var welch))
        {
            var wanted = channel.SampleRateHz * _options.WelchSegmentSeconds;
            welch = new WelchSpectrum(channel.SampleRateHz, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)wanted));
            shared[channel.SampleRateHz] = welch;
        }

        return welch;
    }
}
