using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Options of the SHT4x.</summary>
/// <param name="Precision">How long the chip measures for one value. Default high.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Sht4xOptions(Sht4xPrecision Precision, SimulationOptions Simulation)
{
    // Above 10 Hz the chip warms itself.
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 10;

    public static Sht4xOptions Read(SettingsReader settings)
    {
        settings.RequireI2c(Sht4xProtocol.AddressMin, Sht4xProtocol.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Sht4xOptions(Sht4xPrecision.Of(options.OneOf("precision", "high", Sht4xPrecision.Names)), SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
