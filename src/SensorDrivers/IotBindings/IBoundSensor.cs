namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>A binding of Iot.Device.Bindings, opened on its device. Whatever it throws is a failure of the chip or its bus.</summary>
internal interface IBoundSensor : IDisposable
{
    /// <summary>Measures all channels in the units of the description; may wait as long as the chip converts. NaN: not measured.</summary>
    void Measure(Span<double> values);
}
