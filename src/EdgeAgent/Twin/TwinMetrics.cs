using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>
/// The latest window as Sparkplug metrics: features on the device of their span, the environment and the station on the node. Keeps a copy of the
/// numbers. Guarded by the gate of <see cref="TwinState"/>.
/// </summary>
internal sealed class TwinMetrics(IReadOnlyList<FeatureDefinition> definitions)
{
    private IReadOnlyList<FeatureDefinition> _definitions = definitions;
    private double[] _values = NotMeasured(definitions.Count);
    private double _temperatureC = double.NaN;
    private double _excitationMps2 = double.NaN;
    private long _utcNs;

    public void Take(FeatureFrame frame)
    {
        if (frame.Values.Length != _values.Length)
            _values = new double[frame.Values.Length];
        frame.Values.CopyTo(_values, 0);
        _definitions = frame.Definitions;
        _temperatureC = frame.TemperatureC;
        _excitationMps2 = frame.ExcitationMps2;
        _utcNs = frame.EndUtcNs;
    }

    public void AddTo(List<TwinMetric> metrics)
    {
        metrics.Add(Measured("", "Environment/Temperature", _temperatureC, "degC"));
        metrics.Add(Measured("", "Environment/Excitation", _excitationMps2, "m/s2"));
        for (var i = 0; i < _definitions.Count; i++)
            metrics.Add(Measured(_definitions[i].Span, _definitions[i].Id, _values[i], _definitions[i].Unit));
    }

    private static double[] NotMeasured(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private TwinMetric Measured(string device, string name, double value, string unit)
    {
        var isMeasured = double.IsFinite(value);
        return new TwinMetric(device, name, isMeasured ? value : null, typeof(double), unit, _utcNs, isMeasured);
    }
}
