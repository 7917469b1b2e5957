using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>Options of a strain bridge on an ADS1220. The converter's reference is the bridge's excitation, so its voltage cancels.</summary>
/// <param name="Bridge">The strain bridge; its options are those of every bridge here.</param>
/// <param name="Gain">Amplification 1 … 128 in powers of two. Default 128.</param>
/// <param name="InputCode">Multiplexer code of the input, default <c>ain0-ain1</c>.</param>
/// <param name="ReferenceBits">Where the excitation reaches the reference: pins REFP0/REFN0 (default) or the supply.</param>
/// <param name="ClockHz">SPI clock, 100 kHz to 6 MHz (data sheet, section 6.6: period at least 150 ns). Default 2 MHz.</param>
/// <param name="DataReady">Line that DRDY is wired to; default none.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ads1220Options(
    StrainBridge Bridge, int Gain, byte InputCode, byte ReferenceBits, int ClockHz, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const int DefaultClockHz = 2_000_000;
    private const int ClockHzMin = 100_000;
    private const int ClockHzMax = 6_000_000;

    // Fastest setting of the converter: 0.5 ms, of which a sample interval leaves room.
    private const double RateHzMin = 0.1;
    private const double RateHzMax = 1000;

    public static Ads1220Options Read(SettingsReader settings)
    {
        settings.RequireSpi();
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Ads1220Options(
            StrainBridgeOptions.Read(options).Bridge,
            options.OneOf("gain", 128, Ads1220Registers.Gains),
            (byte)Array.IndexOf(Ads1220Registers.Inputs, options.OneOf("input", Ads1220Registers.Inputs[0], Ads1220Registers.Inputs)),
            options.OneOf("reference", "pins", ["pins", "supply"]) == "pins" ? Ads1220Registers.ReferencePins : Ads1220Registers.ReferenceSupply,
            options.Integer("clockHz", DefaultClockHz, ClockHzMin, ClockHzMax),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }

    /// <summary>The four configuration registers.</summary>
    public byte[] Registers(Ads1220Conversion conversion) =>
    [
        (byte)(InputCode << Ads1220Registers.MuxShift | Array.IndexOf(Ads1220Registers.Gains, Gain) << Ads1220Registers.GainShift),
        conversion.RegisterBits,
        (byte)(ReferenceBits | (conversion.RejectsMains ? Ads1220Registers.Reject50And60Hz : 0)),
        0,
    ];

    /// <summary>The four configuration registers for a conversion of the temperature sensor, the shortest there is.</summary>
    public byte[] TemperatureRegisters()
    {
        var registers = Registers(Ads1220Conversion.Shortest);
        registers[1] |= Ads1220Registers.TemperatureSensor;
        return registers;
    }
}
