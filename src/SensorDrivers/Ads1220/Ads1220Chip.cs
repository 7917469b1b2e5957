using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// Commands to an ADS1220. A result, the four registers that it was made with, the next START and the registers once more travel in one
/// transfer of 16 bytes. The registers come after the result: a data line that dies in between, a chip that has restarted and a chip that
/// is gone all show. And they come after each START: no register says that a conversion was started, and a lost START would leave the
/// result before in place, to be delivered twice; but a chip that answers right before and after the byte has heard it.
/// </summary>
internal sealed class Ads1220Chip(SpiLink spi)
{
    private const int ResetAsksMax = 50;
    private const int DataAt = 1;
    private const int RegistersAt = DataAt + Ads1220Registers.DataBytes + 1;
    private const int FetchBytes = RegistersAt + Ads1220Registers.RegisterCount;
    private const int RegisterTransferBytes = 1 + Ads1220Registers.RegisterCount;

    private const int StartBytes = 1 + RegisterTransferBytes;

    private readonly byte[] _request = new byte[FetchBytes + StartBytes];
    private readonly byte[] _answer = new byte[FetchBytes + StartBytes];

    /// <summary>Resets the chip. The registers read zero afterwards; it needs some 60 us (section 8.4.1), and asking is the waiting.</summary>
    public void Reset()
    {
        Command("reset", Ads1220Registers.Reset);
        for (var ask = 0; ask < ResetAsksMax; ask++)
        {
            if (!ReadRegisters("reset").ContainsAnyExcept((byte)0))
                return;
        }

        throw WrongAnswer.OnSpi("reset", spi.Device, "four registers of zero", _answer.AsSpan(1, Ads1220Registers.RegisterCount));
    }

    /// <summary>Writes the four registers and reads them back.</summary>
    public void Configure(ReadOnlySpan<byte> registers)
    {
        Write(registers, startsConversion: false);
        var read = ReadRegisters("read back the settings");
        if (read.SequenceEqual(registers))
            return;
        if (!read.ContainsAnyExcept((byte)0x00) || !read.ContainsAnyExcept((byte)0xFF))
            throw WrongAnswer.OnSpi("read back the settings", spi.Device, $"the settings {Convert.ToHexString(registers)}", read);
        var at = read.CommonPrefixLength(registers);
        throw WrongAnswer.NotTaken(spi.Device, $"configuration register {at}", registers[at], read[at]);
    }

    /// <summary>Writes the four registers and, if wanted, starts a conversion with them.</summary>
    public void Write(ReadOnlySpan<byte> registers, bool startsConversion)
    {
        _request[0] = Ads1220Registers.WriteRegisters | Ads1220Registers.AllFour;
        registers.CopyTo(_request.AsSpan(1));
        _request[RegisterTransferBytes] = Ads1220Registers.Start;
        var bytes = RegisterTransferBytes + (startsConversion ? 1 : 0);
        spi.Transfer("write the settings", _request.AsSpan(0, bytes), _answer.AsSpan(0, bytes));
    }

    /// <summary>Starts a conversion and proves that the chip has heard it, in a second transfer when the first was disturbed.</summary>
    /// <param name="registers">The registers that the chip must have.</param>
    /// <exception cref="SensorException">The chip has other registers, or is gone.</exception>
    public void Start(ReadOnlySpan<byte> registers)
    {
        if (TryStart(registers) || TryStart(registers))
            return;
        ThrowUnless(registers, 2);
    }

    /// <summary>
    /// Fetches the result and proves that it was made with these registers, in a second transfer when the first was disturbed.
    /// </summary>
    /// <param name="registers">The registers that it must have been made with.</param>
    /// <param name="startsNext">Whether a conversion is to be started as well.</param>
    /// <param name="hasStarted">Whether it was; not when the transfer had to be repeated.</param>
    /// <returns>The signed code.</returns>
    /// <exception cref="SensorException">The chip has other registers, or is gone.</exception>
    public int Fetch(ReadOnlySpan<byte> registers, bool startsNext, out bool hasStarted)
    {
        ReadDataAndRegisters(startsNext);
        hasStarted = startsNext && RegistersAre(registers, FetchBytes + 2);
        if (!RegistersAre(registers, RegistersAt))
        {
            ReadDataAndRegisters(startsNext: false);
            hasStarted = false;
            ThrowUnless(registers, RegistersAt);
        }

        return Ads1220Registers.Code(_answer.AsSpan(DataAt));
    }

    /// <summary>Puts the chip to rest.</summary>
    public void TryPowerDown()
    {
        try
        {
            Command("power down", Ads1220Registers.PowerDown);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    private bool TryStart(ReadOnlySpan<byte> registers)
    {
        PutStart(0);
        spi.Transfer("start a conversion", _request.AsSpan(0, StartBytes), _answer.AsSpan(0, StartBytes));
        return RegistersAre(registers, 2);
    }

    private void PutStart(int at)
    {
        _request.AsSpan(at).Clear();
        _request[at] = Ads1220Registers.Start;
        _request[at + 1] = Ads1220Registers.ReadRegisters | Ads1220Registers.AllFour;
    }

    private bool RegistersAre(ReadOnlySpan<byte> registers, int at) => _answer.AsSpan(at, Ads1220Registers.RegisterCount).SequenceEqual(registers);

    private void ThrowUnless(ReadOnlySpan<byte> registers, int place)
    {
        var answer = _answer.AsSpan(place, Ads1220Registers.RegisterCount);
        var at = answer.CommonPrefixLength(registers);
        if (at == Ads1220Registers.RegisterCount)
            return;
        var isReset = !answer.ContainsAnyExcept((byte)0);
        throw isReset
            ? WrongAnswer.LostSettings(spi.Device, $"configuration register {at}", registers[at], answer[at])
            : WrongAnswer.OnSpi("read a conversion", spi.Device, $"the settings {Convert.ToHexString(registers)}", answer);
    }

    private void ReadDataAndRegisters(bool startsNext)
    {
        _request.AsSpan().Clear();
        _request[0] = Ads1220Registers.ReadData;
        _request[RegistersAt - 1] = Ads1220Registers.ReadRegisters | Ads1220Registers.AllFour;
        PutStart(FetchBytes);
        var bytes = FetchBytes + (startsNext ? StartBytes : 0);
        spi.Transfer("read a conversion", _request.AsSpan(0, bytes), _answer.AsSpan(0, bytes));
    }

    private ReadOnlySpan<byte> ReadRegisters(string operation)
    {
        _request.AsSpan().Clear();
        _request[0] = Ads1220Registers.ReadRegisters | Ads1220Registers.AllFour;
        spi.Transfer(operation, _request.AsSpan(0, RegisterTransferBytes), _answer.AsSpan(0, RegisterTransferBytes));
        return _answer.AsSpan(1, Ads1220Registers.RegisterCount);
    }

    private void Command(string operation, byte command)
    {
        _request[0] = command;
        spi.Transfer(operation, _request.AsSpan(0, 1), _answer.AsSpan(0, 1));
    }
}
