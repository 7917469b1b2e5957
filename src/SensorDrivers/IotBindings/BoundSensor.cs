namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>A binding and how its channels are read.</summary>
/// <typeparam name="T">The binding's class.</typeparam>
internal sealed class BoundSensor<T>(T binding, BoundMeasure<T> measure) : IBoundSensor
    where T : IDisposable
{
    public void Measure(Span<double> values) => measure(binding, values);

    public void Dispose() => binding.Dispose();
}

/// <summary>Reads all channels of a binding; may wait as long as the chip converts.</summary>
internal delegate void BoundMeasure<in T>(T binding, Span<double> values);
