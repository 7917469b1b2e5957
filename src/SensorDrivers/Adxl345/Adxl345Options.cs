using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>Options of the ADXL345.</summary>
/// <param name="RangeG">Full scale in g: 2 (default), 4, 8 or 16. The resolution is the same in all of them.</param>
/// <param name="ClockHz">SPI clock, 100 kHz to 5 MHz (data sheet, section "SPI"). Default 2 MHz. On I2C there is none.</param>
/// <param name="SupplyV">Supply of the chip in V, 2.0 to 3.6, which the limits of the self test depend on. Default 3.3.</param>
/// <param name="DataReady">GPIO line that INT1 is wired to; <see langword="null"/> when it is not.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Adxl345Options(int RangeG, int ClockHz, double SupplyV, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int DefaultClockHz = 2_000_000;
    private const int ClockHzMin = 100_000;
    private const double DefaultSupplyV = 3.3;

    /// <summary>Whether the chip is on I2C.</summary>
    public bool IsOnI2c => ClockHz == 0;

    public static Adxl345Options Read(SettingsReader settings, double rateHz)
    {
        var isOnI2c = settings.Location.Type == BusType.I2c;
        settings.RequireSpiOrI2c(Adxl345Registers.I2cAddresses);
        settings.RequireRate(isOnI2c ? [.. Adxl345Registers.RatesHz.Where(rate => rate < Adxl345Registers.SpiOnlyRateHz)] : Adxl345Registers.RatesHz);
        var options = settings.Options;
        var read = new Adxl345Options(
            options.OneOf("rangeG", Adxl345Registers.RangesG[0], Adxl345Registers.RangesG),
            isOnI2c ? 0 : options.Integer("clockHz", DefaultClockHz, ClockHzMin, Adxl345Registers.SpiClockHzMax),
            options.Number("supplyV", DefaultSupplyV, Adxl345SelfTest.SupplyVMin, Adxl345SelfTest.SupplyVMax),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        if (!isOnI2c && read.ClockHz < Adxl345Registers.ClockHzMin(rateHz))
            options.Add("clockHz", $"is {read.ClockHz}; this sampleRateHz needs at least {Adxl345Registers.ClockHzMin(rateHz):F0}");
        options.RejectUnknown();
        return read;
    }
}
