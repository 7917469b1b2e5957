using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>Options of a strain bridge on an HX711. The converter's reference is its analog supply, which is the bridge's excitation.</summary>
/// <param name="Bridge">The strain bridge; its options are those of every bridge here.</param>
/// <param name="Gain">128 or 64 (channel A) or 32 (channel B). Default 128.</param>
/// <param name="Clock">Line that PD_SCK is wired to; must be given.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Hx711Options(StrainBridge Bridge, int Gain, GpioPlace Clock, SimulationOptions Simulation)
{
    public static Hx711Options Read(SettingsReader settings)
    {
        settings.Require(BusType.Gpio);
        settings.RequireRate(Hx711Protocol.RatesHz);
        var options = settings.Options;
        var clock = options.GpioLine("clockLine");
        var data = new GpioPlace(settings.Location.Bus, settings.Location.Address);
        if (clock is null)
            options.Add("clockLine", """is missing; write the line that SCK is wired to, for example { "chip": 0, "line": 6 }""");
        else if (settings.Location.Type == BusType.Gpio && clock == data)
            options.Add("clockLine", $"is {clock}, where the data line is; the chip needs two lines");
        var read = new Hx711Options(
            StrainBridgeOptions.Read(options).Bridge,
            options.OneOf("gain", Hx711Protocol.GainAfterReset, Hx711Protocol.Gains),
            clock ?? default,
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }

    /// <summary>Output over excitation of one count.</summary>
    public double RatioPerCode => 1 / (Hx711Protocol.CodesPerSupply * Gain);
}
