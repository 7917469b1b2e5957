using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>Options of the SHT3x.</summary>
/// <param name="Repeatability">How often the chip measures for one value. Default high.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Sht3xOptions(Sht3xRepeatability Repeatability, SimulationOptions Simulation)
{
    // Above 10 Hz the chip warms itself (data sheet, table 10).
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 10;

    public static Sht3xOptions Read(SettingsReader settings)
    {
        settings.RequireI2c(Sht3xProtocol.AddressMin, Sht3xProtocol.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Sht3xOptions(
            Sht3xRepeatability.Of(options.OneOf("repeatability", "high", Sht3xRepeatability.Names)), SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
