using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>Options of a strain bridge on a NAU7802. The converter's reference is the bridge's excitation, so its voltage cancels.</summary>
/// <param name="Bridge">The strain bridge; its options are those of every bridge here.</param>
/// <param name="Gain">Amplification 1 … 128 in powers of two. Default 128.</param>
/// <param name="LdoCode">Code of the LDO's voltage; <see langword="null"/> when the analog supply comes from outside. Default 3.0 V.</param>
/// <param name="Channel">Input 1 or 2. Default 1.</param>
/// <param name="HasPgaCapacitor">Whether a capacitor is between the pins of channel 2, as on the usual boards. Default true.</param>
/// <param name="DataReady">Line that DRDY is wired to; default none.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Nau7802Options(
    StrainBridge Bridge, int Gain, byte? LdoCode, int Channel, bool HasPgaCapacitor, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const string External = "external";

    public static Nau7802Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Nau7802Registers.Address, Nau7802Registers.Address);
        settings.RequireRate(Nau7802Registers.RatesHz);
        var options = settings.Options;
        var read = new Nau7802Options(
            StrainBridgeOptions.Read(options).Bridge,
            options.OneOf("gain", 128, Nau7802Registers.Gains),
            ReadLdo(options),
            options.OneOf("channel", 1, [1, 2]),
            options.Flag("filterCapacitor", true),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }

    /// <summary>Output over excitation of one count.</summary>
    public double RatioPerCode => 1 / (Nau7802Registers.CodesPerReference * Gain);

    /// <summary>The settings at a rate.</summary>
    public Nau7802Settings Settings(double rateHz) => new(
        (byte)(Nau7802Registers.PowerUpDigital | Nau7802Registers.PowerUpAnalog | (LdoCode is null ? 0 : Nau7802Registers.SupplyFromLdo)),
        (byte)((LdoCode ?? 0) << Nau7802Registers.LdoShift | Array.IndexOf(Nau7802Registers.Gains, Gain)),
        (byte)(Nau7802Registers.RateCode(rateHz) << Nau7802Registers.RateShift | (Channel == 2 ? Nau7802Registers.SecondChannel : 0)),
        (byte)(HasPgaCapacitor && Channel == 1 ? Nau7802Registers.PgaCapacitor : 0));

    private static byte? ReadLdo(OptionsReader options)
    {
        var volts = options.OneOf("ldoV", "3.0", [.. Nau7802Registers.LdoVolts, External]);
        return volts == External ? null : (byte)Array.IndexOf(Nau7802Registers.LdoVolts, volts);
    }
}

/// <summary>What is written to the chip's registers; the others stay as after a reset.</summary>
/// <param name="PowerControl">PU_CTRL, without the bits that start and report.</param>
/// <param name="Control1">CTRL1.</param>
/// <param name="Control2">CTRL2, without calibration.</param>
/// <param name="PowerOptions">POWER_CTRL.</param>
internal readonly record struct Nau7802Settings(byte PowerControl, byte Control1, byte Control2, byte PowerOptions);
