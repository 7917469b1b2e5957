using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>Identity, reset and settings of the chip.</summary>
internal sealed class Adxl355Chip(SpiLink spi, byte rateCode, byte rangeCode, bool signalsReady)
{
    private const int ResetsMax = 5;

    // The chip loads its trim values for some milliseconds after a reset; asking it is the waiting.
    private const int ReadyAsksMax = 2000;
    private const long ReadyNsMax = 50_000_000;

    private const int SettingsBytes = Adxl355Registers.PowerControl - Adxl355Registers.Filter + 1;
    private const int ReadBytesMax = 9;

    // From the Filter register on: rate, FIFO watermark, interrupt, no external sync, range, measure.
    private readonly byte[] _settings =
    [
        rateCode,
        signalsReady ? (byte)Adxl355Registers.AxisCount : (byte)Adxl355Registers.FifoEntriesMax,
        signalsReady ? Adxl355Registers.FifoFullOnInterrupt1 : (byte)0,
        0,
        (byte)(Adxl355Registers.RangeFixedBits | rangeCode),
        Adxl355Registers.Measure,
    ];

    private static readonly string[] SettingNames = ["FILTER", "FIFO_SAMPLES", "INT_MAP", "SYNC", "RANGE", "POWER_CTL"];

    private readonly byte[] _request = new byte[1 + ReadBytesMax];
    private readonly byte[] _answer = new byte[1 + ReadBytesMax];

    /// <summary>Identifies, resets and configures the chip, reads the settings back and lets it measure.</summary>
    public void Start(TimeProvider time)
    {
        IdentifyAndReset(time);
        SetPower(Adxl355Registers.Standby);
        for (var i = 0; i < SettingsBytes - 1; i++)
            Write("write the settings", (byte)(Adxl355Registers.Filter + i), _settings[i]);
        SetPower(Adxl355Registers.Measure);
        if (FindDeviation() is { } at)
            throw WrongAnswer.NotTaken(spi.Device, SettingNames[at], _settings[at], _answer[1 + at]);
    }

    /// <summary>Makes sure that it is this chip, and brings all its registers to their reset values.</summary>
    public void IdentifyAndReset(TimeProvider time)
    {
        Identify();
        Reset(time);
    }

    public void SetPower(byte power) => Write("switch between standby and measuring", Adxl355Registers.PowerControl, power);

    /// <summary>Notices a chip that was without power or reset since <see cref="Start"/>.</summary>
    public void ThrowIfSettingsLost()
    {
        // A single bad transfer is not a restart.
        if (FindDeviation() is not null && FindDeviation() is { } at)
            throw WrongAnswer.LostSettings(spi.Device, SettingNames[at], _settings[at], _answer[1 + at]);
    }

    public void TryStop()
    {
        try
        {
            SetPower(Adxl355Registers.Standby);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    private void Identify()
    {
        var identity = Read("identify the chip", Adxl355Registers.DeviceIdAnalogDevices, Adxl355Registers.Identity.Length);
        if (!identity.SequenceEqual(Adxl355Registers.Identity))
            throw WrongAnswer.OnSpi("identify the chip", spi.Device, "the identity AD1DED of this family", identity);
    }

    // A reset can leave the chip with wrong factory trim, and so with wrong sensitivity; the shadow registers show it (data sheet,
    // rev. B and later, section "Power sequencing"; the maker's own driver repeats the reset as well).
    private void Reset(TimeProvider time)
    {
        Span<byte> trim = stackalloc byte[Adxl355Registers.ShadowBytes];
        Read("read the factory trim", Adxl355Registers.Shadow, trim.Length).CopyTo(trim);
        for (var reset = 0; reset < ResetsMax; reset++)
        {
            Write("reset", Adxl355Registers.Reset, Adxl355Registers.ResetCode);
            WaitUntilReady(time);
            if (Read("read the factory trim", Adxl355Registers.Shadow, trim.Length).SequenceEqual(trim))
                return;
        }

        throw new SensorException(
            "reset", spi.Device, "the chip comes back with another factory trim each time",
            "Switch the chip's supply off for a second; if it stays so, replace the chip", isTransient: true);
    }

    private void WaitUntilReady(TimeProvider time)
    {
        var startNs = time.NowNs();
        for (var ask = 0; ask < ReadyAsksMax && time.NowNs() - startNs < ReadyNsMax; ask++)
        {
            var registers = Read("wait for the reset", Adxl355Registers.DeviceIdAnalogDevices, Adxl355Registers.Status + 1);
            if (registers.StartsWith(Adxl355Registers.Identity) && (registers[Adxl355Registers.Status] & Adxl355Registers.StatusNvmBusy) == 0)
                return;
        }

        throw new SensorException(
            "reset", spi.Device, "the chip does not come back from its reset",
            "Check the 3.3 V supply of the chip, and the capacitors next to it", isTransient: true);
    }

    private int? FindDeviation()
    {
        var settings = Read("read back the settings", Adxl355Registers.Filter, SettingsBytes);
        var at = settings.CommonPrefixLength(_settings);
        return at == SettingsBytes ? null : at;
    }

    /// <summary>Reads registers one after the other; valid until the next transfer.</summary>
    public ReadOnlySpan<byte> Read(string operation, byte register, int count)
    {
        _request.AsSpan().Clear();
        _request[0] = (byte)(register << 1 | Adxl355Registers.ReadBit);
        spi.Transfer(operation, _request.AsSpan(0, 1 + count), _answer.AsSpan(0, 1 + count));
        return _answer.AsSpan(1, count);
    }

    public void Write(string operation, byte register, byte value)
    {
        _request[0] = (byte)(register << 1);
        _request[1] = value;
        spi.Transfer(operation, _request.AsSpan(0, 2), _answer.AsSpan(0, 2));
    }
}
