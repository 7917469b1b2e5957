using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>Options of the TMP117: none but those of the simulation.</summary>
internal sealed record Tmp117Options(SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 4;

    public static Tmp117Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Tmp117Registers.AddressMin, Tmp117Registers.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var read = new Tmp117Options(SimulationOptions.Read(settings.Options));
        settings.Options.RejectUnknown();
        return read;
    }
}
