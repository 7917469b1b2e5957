using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Options of the SHT4x: none but those of the simulation.</summary>
internal sealed record Sht4xOptions(SimulationOptions Simulation)
{
    // Above 10 Hz the chip warms itself.
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 10;

    public static Sht4xOptions Read(SettingsReader settings)
    {
        settings.RequireI2c(Sht4xProtocol.AddressMin, Sht4xProtocol.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var read = new Sht4xOptions(SimulationOptions.Read(settings.Options));
        settings.Options.RejectUnknown();
        return read;
    }
}
