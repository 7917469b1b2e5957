using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>Options of the IIS3DHHC and LIS3DHH.</summary>
/// <param name="BandwidthHz">Bandwidth of the chip's filter: 440 (default) or 235.</param>
/// <param name="IsLinearPhase">Whether the filter delays all frequencies alike (FIR, default) or is shorter (IIR).</param>
/// <param name="ClockHz">SPI clock, 100 kHz to 10 MHz. Default 5 MHz.</param>
/// <param name="DataReady">GPIO line that INT1 is wired to; <see langword="null"/> when it is not.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Iis3dhhcOptions(int BandwidthHz, bool IsLinearPhase, int ClockHz, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int DefaultBandwidthHz = 440;
    private const int DefaultClockHz = 5_000_000;
    private const int ClockHzMin = 100_000;

    public static Iis3dhhcOptions Read(SettingsReader settings)
    {
        settings.RequireSpi();
        settings.RequireRate([Iis3dhhcRegisters.RateHz]);
        var options = settings.Options;
        var read = new Iis3dhhcOptions(
            options.OneOf("bandwidthHz", DefaultBandwidthHz, Iis3dhhcRegisters.BandwidthsHz),
            options.OneOf("filter", "fir", ["fir", "iir"]) == "fir",
            options.Integer("clockHz", DefaultClockHz, ClockHzMin, Iis3dhhcRegisters.SpiClockHzMax),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }
}
