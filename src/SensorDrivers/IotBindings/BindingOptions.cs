namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>Options of a chip read through Iot.Device.Bindings: it has none, its settings are the binding's own.</summary>
internal sealed record BindingOptions
{
    private const double RateHzMin = 0.001;

    // Each measurement holds its bus's thread for up to a tenth of a second.
    private const double RateHzMax = 1;

    public static BindingOptions Read(SettingsReader settings, IReadOnlyList<int> addresses)
    {
        settings.RequireI2c(addresses[0], addresses[^1]);
        settings.RequireRate(RateHzMin, RateHzMax);
        settings.Options.RejectUnknown();
        return new BindingOptions();
    }
}
