using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>Options of the ADXL355 and ADXL357.</summary>
/// <param name="RangeG">Full scale in g. ADXL355: 2 (default), 4 or 8. ADXL357: 10 (default), 20 or 40.</param>
/// <param name="ClockHz">SPI clock, 100 kHz to 10 MHz (data sheet, table 4). Default 5 MHz.</param>
/// <param name="DataReady">GPIO line on INT1, where it is wired; the chip is then asked only when it holds a whole set. Default: not wired.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Adxl355Options(int RangeG, int ClockHz, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int DefaultClockHz = 5_000_000;
    /// <summary>Clock for a look at a place where any chip may be, on a cable of any length.</summary>
    public const int ClockHzForScan = 500_000;

    private const int ClockHzMin = 100_000;
    private const int ClockHzMax = 10_000_000;

    public static Adxl355Options Read(SettingsReader settings, Adxl355Variant variant)
    {
        settings.RequireSpi();
        settings.RequireRate(Adxl355Registers.RatesHz);
        var options = settings.Options;
        var read = new Adxl355Options(
            options.OneOf("rangeG", variant.RangesG[0], variant.RangesG),
            options.Integer("clockHz", DefaultClockHz, ClockHzMin, ClockHzMax),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
