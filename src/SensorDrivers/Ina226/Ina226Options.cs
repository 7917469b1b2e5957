using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>Options of the INA226.</summary>
/// <param name="ShuntOhm">Resistance of the shunt, 0.00001 to 10 ohm. Default 0.1, as on most breakout boards.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ina226Options(double ShuntOhm, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 5;

    public static Ina226Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Ina226Registers.AddressMin, Ina226Registers.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Ina226Options(options.Number("shuntOhm", 0.1, 1e-5, 10), SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
