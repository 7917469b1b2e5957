using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>Options of the INA226.</summary>
/// <param name="ShuntOhm">Resistance of the shunt, 0.00001 to 10 ohm. Default 0.1, as on most breakout boards.</param>
/// <param name="Averages">Measurements that a value is the mean of. Default 16.</param>
/// <param name="ConversionUs">Time in microseconds in which one voltage is measured once. Default 1100.</param>
/// <param name="DataReady">GPIO line on the ALERT pin; <see langword="null"/> when it is not wired.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ina226Options(double ShuntOhm, int Averages, int ConversionUs, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int AveragesDefault = 16;
    private const int ConversionUsDefault = 1100;
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 5;

    // The rest of the interval belongs to starting and fetching.
    private const double BusyShareMax = 0.6;

    /// <summary>Nominal time of one measurement of both voltages with its averages.</summary>
    public long MeasurementNs => 2000L * Averages * ConversionUs;

    /// <summary>Longest time of one measurement, with a margin.</summary>
    public long MeasurementNsMax => (long)(MeasurementNs * Ina226Registers.ConversionTolerance) + Ina226Registers.MarginNs;

    /// <summary>The configuration of a chip at rest (power-down).</summary>
    public ushort AtRest => (ushort)(
        Ina226Registers.ConfigurationFixed
        | Array.IndexOf(Ina226Registers.Averages, Averages) << Ina226Registers.AveragesShift
        | TimeCode << Ina226Registers.BusTimeShift
        | TimeCode << Ina226Registers.ShuntTimeShift);

    /// <summary>The settings in the mask/enable register.</summary>
    public ushort Mask => DataReady is null ? (ushort)0 : Ina226Registers.ReadyOnAlertPin;

    private int TimeCode => Array.IndexOf(Ina226Registers.ConversionTimesUs, ConversionUs);

    public static Ina226Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Ina226Registers.AddressMin, Ina226Registers.AddressMax);
        var options = settings.Options;
        var read = new Ina226Options(
            options.Number("shuntOhm", 0.1, 1e-5, 10),
            options.OneOf("averages", AveragesDefault, Ina226Registers.Averages),
            options.OneOf("conversionUs", ConversionUsDefault, Ina226Registers.ConversionTimesUs),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        settings.RequireRate(RateHzMin, Math.Min(RateHzMax, Math.Round(BusyShareMax * 1e9 / read.MeasurementNsMax, 2)));
        options.RejectUnknown();
        return read;
    }
}
