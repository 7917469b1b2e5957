using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>Options of the DS18B20.</summary>
/// <param name="ResolutionBits">9 to 12 bits: 0.5 to 0.0625 degC, 94 to 750 ms. Default 12.</param>
/// <param name="ConversionMs">Milliseconds that the kernel gives a conversion; 0, the default, is what the data sheet says. For slow copies.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ds18b20Options(int ResolutionBits, int ConversionMs, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;

    // A conversion takes 0.75 s at 12 bits, and the bus is blocked as long.
    private const double RateHzMax = 1;
    private const int ConversionMsMax = 1500;

    public static Ds18b20Options Read(SettingsReader settings)
    {
        if (settings.Require(BusType.OneWire) && !settings.Location.Name.StartsWith(Ds18b20Files.FamilyPrefix, StringComparison.Ordinal))
            settings.RefuseName($"is \"{settings.Location.Name}\"; the name of a DS18B20 begins with 28-, as ls /sys/bus/w1/devices shows it");
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Ds18b20Options(
            options.Integer("resolutionBits", Ds18b20Scratchpad.ResolutionBitsMax, Ds18b20Scratchpad.ResolutionBitsMin, Ds18b20Scratchpad.ResolutionBitsMax),
            options.Integer("conversionMs", 0, 0, ConversionMsMax),
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
