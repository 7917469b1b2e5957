using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>Options of the TMP117.</summary>
/// <param name="Averages">Conversions that a value is the mean of: 1, 8, 32 or 64. Default 8.</param>
/// <param name="DataReady">GPIO line on the ALERT pin; <see langword="null"/> when it is not wired.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Tmp117Options(int Averages, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int AveragesDefault = 8;
    private const double RateHzMin = 0.001;

    // The rest of the interval belongs to starting, fetching and cooling down.
    private const double BusyShareMax = 0.58;

    // Above, the chip warms itself.
    private const double RateHzMax = 10;

    /// <summary>Longest time that a value takes.</summary>
    public long OneShotNs => Averages * Tmp117Registers.ConversionNsMax + Tmp117Registers.OneShotMarginNs;

    /// <summary>The configuration register of a chip at rest.</summary>
    public ushort AtRest => (ushort)(
        Tmp117Registers.Shutdown
        | Array.IndexOf(Tmp117Registers.Averages, Averages) << Tmp117Registers.AverageShift
        | (DataReady is null ? 0 : Tmp117Registers.ReadyOnAlertPin));

    public static Tmp117Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Tmp117Registers.AddressMin, Tmp117Registers.AddressMax);
        var options = settings.Options;
        var read = new Tmp117Options(
            options.OneOf("averages", AveragesDefault, Tmp117Registers.Averages), options.GpioLine("dataReady"), SimulationOptions.Read(options));
        settings.RequireRate(RateHzMin, Math.Min(RateHzMax, Math.Round(BusyShareMax * 1e9 / read.OneShotNs, 1)));
        options.RejectUnknown();
        return read;
    }
}
