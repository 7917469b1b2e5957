using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>Identity, power-up, settings, calibration and results of a NAU7802 over I2C.</summary>
internal sealed class Nau7802Chip(I2cLink i2c, IBusProvider buses, Nau7802Settings settings)
{
    // The data sheet (section 9.1) says 200 us from PUD to PUR.
    private const int PowerUpAsksMax = 10;
    private static readonly TimeSpan PowerUpPause = TimeSpan.FromMicroseconds(250);

    private const int StatusBytes = 3;
    private const int ResultBlockBytes = 1 + Nau7802Registers.ResultBytes + 1;

    // The static settings, register by register.
    private readonly (byte Register, byte Value)[] _settings =
    [
        (Nau7802Registers.Control1, settings.Control1),
        (Nau7802Registers.Control2, settings.Control2),
        (Nau7802Registers.I2cControl, 0),
        (Nau7802Registers.Adc, Nau7802Registers.ChopperOff),
        (Nau7802Registers.Pga, 0),
        (Nau7802Registers.PowerOptions, settings.PowerOptions),
    ];

    private readonly byte[] _status = new byte[StatusBytes];
    private readonly byte[] _result = new byte[ResultBlockBytes];

    /// <summary>Identifies, resets, powers up and configures the chip, reads the settings back and starts conversions.</summary>
    public void Start()
    {
        Identify();
        Write("reset", Nau7802Registers.PowerControl, Nau7802Registers.ResetBit);
        Write("power up", Nau7802Registers.PowerControl, Nau7802Registers.PowerUpDigital);
        WaitForPower();
        Write("power up", Nau7802Registers.PowerControl, settings.PowerControl);
        foreach (var (register, value) in _settings)
            Write("write the settings", register, value);
        foreach (var (register, value) in _settings)
        {
            var read = Read("read back the settings", register);
            if (read != value)
                throw WrongAnswer.NotTaken(i2c.Device, Name(register), value, read);
        }

        Write("start conversions", Nau7802Registers.PowerControl, (byte)(settings.PowerControl | Nau7802Registers.CycleStart));
    }

    /// <summary>Starts the calibration of the internal offset (section 8.6).</summary>
    public void StartCalibration() =>
        Write("calibrate", Nau7802Registers.Control2, (byte)(settings.Control2 | Nau7802Registers.CalibrationStart));

    /// <summary>Asks whether a new result is there, and proves in the same transfer that the chip has its power and its settings.</summary>
    /// <param name="calibration">What the chip says of its calibration: the bits started and failed of CTRL2.</param>
    public bool IsReady(out byte calibration)
    {
        ReadStatus();
        if (Deviation() is not null)
        {
            // A single bad transfer is not a restart.
            ReadStatus();
            if (Deviation() is { } at)
                throw LostSettings(at.Register, at.Written, at.Read);
        }

        calibration = (byte)(_status[Nau7802Registers.Control2] & (Nau7802Registers.CalibrationStart | Nau7802Registers.CalibrationError));
        return (_status[Nau7802Registers.PowerControl] & Nau7802Registers.CycleReady) != 0;
    }

    /// <summary>The newest result, read in one transfer with the registers in front of and behind it.</summary>
    public int ReadResult()
    {
        i2c.Transfer("read a conversion", [Nau7802Registers.I2cControl], _result);
        if (_result[0] != 0)
            throw LostSettings(Nau7802Registers.I2cControl, 0, _result[0]);
        if (_result[^1] != Nau7802Registers.ChopperOff)
            throw LostSettings(Nau7802Registers.Adc, Nau7802Registers.ChopperOff, _result[^1]);
        return Nau7802Registers.Code(_result.AsSpan(1));
    }

    /// <summary>Notices settings of the amplifier that have changed; the others are checked with every result.</summary>
    public void CheckAmplifier()
    {
        Check(Nau7802Registers.Pga, 0);
        Check(Nau7802Registers.PowerOptions, settings.PowerOptions);

        void Check(byte register, byte value)
        {
            var read = Read("check the settings", register);
            if (read != value && (read = Read("check the settings", register)) != value)
                throw LostSettings(register, value, read);
        }
    }

    /// <summary>Puts the chip to rest.</summary>
    public void TryPowerDown()
    {
        try
        {
            Write("power down", Nau7802Registers.PowerControl, 0);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    private void Identify()
    {
        var revision = Read("identify the chip", Nau7802Registers.Revision);
        if ((revision & Nau7802Registers.RevisionMask) != Nau7802Registers.RevisionCode)
            throw WrongAnswer.OnI2c("identify the chip", i2c.Device, "revision 0x0F in the low nibble of register 0x1F", revision);
    }

    private void WaitForPower()
    {
        for (var ask = 0; ask < PowerUpAsksMax; ask++)
        {
            buses.Pause(PowerUpPause);
            var power = Read("power up", Nau7802Registers.PowerControl);
            if ((power & (Nau7802Registers.PowerUpReady | Nau7802Registers.PowerUpDigital | Nau7802Registers.ResetBit))
                == (Nau7802Registers.PowerUpReady | Nau7802Registers.PowerUpDigital))
            {
                return;
            }
        }

        throw new SensorException(
            "power up", i2c.Device, "the chip never says that it is ready after its settings for power-up were written",
            "Check the 3.3 V supply of the chip, that no other chip has address 0x2A, and the SDA wire; then switch its supply off and on", isTransient: true);
    }

    private void ReadStatus() => i2c.Transfer("ask for a new result", [Nau7802Registers.PowerControl], _status);

    private (byte Register, byte Written, byte Read)? Deviation()
    {
        var power = (byte)(_status[Nau7802Registers.PowerControl] & Nau7802Registers.PowerControlFixed);
        var expectedPower = (byte)(settings.PowerControl | Nau7802Registers.PowerUpReady);
        if (power != expectedPower)
            return (Nau7802Registers.PowerControl, expectedPower, power);
        if (_status[Nau7802Registers.Control1] != settings.Control1)
            return (Nau7802Registers.Control1, settings.Control1, _status[Nau7802Registers.Control1]);
        var control2 = (byte)(_status[Nau7802Registers.Control2] & ~(Nau7802Registers.CalibrationStart | Nau7802Registers.CalibrationError));
        return control2 == settings.Control2 ? null : (Nau7802Registers.Control2, settings.Control2, control2);
    }

    private SensorException LostSettings(byte register, byte written, byte read) => WrongAnswer.LostSettings(i2c.Device, Name(register), written, read);

    private byte Read(string operation, byte register)
    {
        Span<byte> value = stackalloc byte[1];
        i2c.Transfer(operation, [register], value);
        return value[0];
    }

    private void Write(string operation, byte register, byte value) => i2c.Transfer(operation, [register, value], []);

    private static string Name(byte register) => register switch
    {
        Nau7802Registers.PowerControl => "PU_CTRL",
        Nau7802Registers.Control1 => "CTRL1",
        Nau7802Registers.Control2 => "CTRL2",
        Nau7802Registers.I2cControl => "I2C_CTRL",
        Nau7802Registers.Adc => "ADC",
        Nau7802Registers.Pga => "PGA",
        _ => "POWER_CTRL",
    };
}
