using System.Globalization;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>
/// The DS18B20 and the kernel's driver of it: the scratchpad as the data sheet draws it, read through the files as w1_therm.c of Linux 5.8
/// and later writes them, with its five attempts and its empty file when none is intact. The kernel's wait for the conversion passes only
/// where <see cref="Waits"/> is set, since a simulated station has one thread for all buses. EEPROM, alarms, bulk reads and parasite power
/// are not modelled. The stuck bit is one of the two of the resolution, by the amount.
/// </summary>
internal sealed class SimulatedDs18b20 : SimulatedChip
{
    private const int AttemptsMax = 5;
    private const int NoSuchDevice = -19;
    private const byte AlarmHigh = 0x4B;
    private const byte AlarmLow = 0x46;
    private const byte Reserved5 = 0xFF;
    private const byte Reserved7 = 0x10;
    private const byte CountsPerBit = 0x10;
    private const byte LowNibble = 0x0F;
    private const double NoiseC = 0.03;

    private static readonly double[] ConversionMs = [95, 190, 375, 750];

    private readonly SimulationOptions _options;
    private readonly SimulatedSignal _signal;
    private readonly byte[] _scratchpad = new byte[Ds18b20Scratchpad.Bytes];
    private readonly byte[] _received = new byte[Ds18b20Scratchpad.Bytes];
    private readonly byte[] _retained = new byte[Ds18b20Scratchpad.Bytes];
    private int _kernelBits = Ds18b20Scratchpad.ResolutionBitsMax;
    private int _kernelMs;
    private short _counts;
    private bool _hasConverted;

    public SimulatedDs18b20(SimulationOptions options, SimulatedSignal signal, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signal = signal;
        PowerOn();
    }

    /// <summary>Lets the time of a conversion pass.</summary>
    public Action<TimeSpan>? Waits { get; set; }

    private int Bits => (_scratchpad[Ds18b20Scratchpad.Configuration] >> Ds18b20Scratchpad.ResolutionShift & 3) + Ds18b20Scratchpad.ResolutionBitsMin;

    /// <summary>Adds the kernel's files of the chip.</summary>
    public void AddFiles(Ds18b20Files files, SimulatedKernelFiles kernel)
    {
        kernel.Add(files.Measurement, new SimulatedKernelFile(ReadMeasurement, WriteResolution, IsListed));
        kernel.Add(files.Resolution, new SimulatedKernelFile(ReadResolution, WriteResolution, IsListed));
        kernel.Add(files.ConversionTime, new SimulatedKernelFile(ReadConversionTime, text => _kernelMs = Ds18b20Files.Number(text) ?? 0, IsListed));
    }

    private protected override void PowerOn()
    {
        ReadOnlySpan<byte> afterPowerOn =
        [
            unchecked((byte)Ds18b20Scratchpad.PowerOnCounts), Ds18b20Scratchpad.PowerOnCounts >> 8, AlarmHigh, AlarmLow,
            Ds18b20Scratchpad.ConfigurationFor(Ds18b20Scratchpad.ResolutionBitsMax), Reserved5, Ds18b20Scratchpad.PowerOnCountRemain, Reserved7,
        ];
        afterPowerOn.CopyTo(_scratchpad);
    }

    // A chip with another serial number is listed under another name.
    private bool IsListed() => !IsActive(SimulatedFault.WrongIdentity);

    private int ReadMeasurement(Span<byte> buffer)
    {
        bool answers;
        using (Access(out answers))
        {
            if (answers && !IsActive(SimulatedFault.NotAcknowledged))
                Convert();
        }

        Waits?.Invoke(TimeSpan.FromMilliseconds(_kernelMs > 0 ? _kernelMs : ConversionMs[_kernelBits - Ds18b20Scratchpad.ResolutionBitsMin]));
        using (Access(out answers))
            return TryReadScratchpad(answers) ? Render(buffer) : 0;
    }

    private int ReadResolution(Span<byte> buffer)
    {
        using var access = Access(out var answers);
        _kernelBits = TryReadScratchpad(answers)
            ? (_received[Ds18b20Scratchpad.Configuration] >> Ds18b20Scratchpad.ResolutionShift & 3) + Ds18b20Scratchpad.ResolutionBitsMin
            : NoSuchDevice;
        var text = Ds18b20Files.Text(_kernelBits);
        _kernelBits = Math.Max(_kernelBits, Ds18b20Scratchpad.ResolutionBitsMin);
        text.CopyTo(buffer);
        return text.Length;
    }

    private int ReadConversionTime(Span<byte> buffer)
    {
        var text = Ds18b20Files.Text(_kernelMs > 0 ? _kernelMs : (int)ConversionMs[_kernelBits - Ds18b20Scratchpad.ResolutionBitsMin]);
        text.CopyTo(buffer);
        return text.Length;
    }

    private void WriteResolution(ReadOnlySpan<byte> text)
    {
        using var access = Access(out var answers);
        if (!TryReadScratchpad(answers))
            throw SimulatedBusError.Of(-NoSuchDevice, "writing the resolution");
        if (Ds18b20Files.Number(text) is not (>= Ds18b20Scratchpad.ResolutionBitsMin and <= Ds18b20Scratchpad.ResolutionBitsMax) || IsGarbage)
            return;
        _kernelBits = Ds18b20Files.Number(text)!.Value;
        _kernelMs = 0;
        _scratchpad[Ds18b20Scratchpad.Configuration] = Ds18b20Scratchpad.ConfigurationFor(_kernelBits);
    }

    private void Convert()
    {
        if (!IsFrozen || !_hasConverted)
        {
            var step = 1 << (Ds18b20Scratchpad.ResolutionBitsMax - Bits);
            var temperatureC = SaturatedSide switch
            {
                > 0 => Ds18b20Scratchpad.TemperatureMaxC,
                < 0 => Ds18b20Scratchpad.TemperatureMinC,
                _ => _signal(NowNs) + Noise.NextGaussian() * NoiseC * _options.NoiseScale * NoiseFactor,
            };
            var steps = Math.Round(Math.Clamp(temperatureC, Ds18b20Scratchpad.TemperatureMinC, Ds18b20Scratchpad.TemperatureMaxC) * Ds18b20Scratchpad.CountsPerDegree / step);
            _counts = (short)(steps * step);
            _hasConverted = true;
        }

        _scratchpad[0] = (byte)_counts;
        _scratchpad[1] = (byte)(_counts >> 8);
        _scratchpad[Ds18b20Scratchpad.CountRemain] = (byte)(CountsPerBit - (_counts & LowNibble));
        Made?.Invoke(NowNs, 0, _counts * Ds18b20Scratchpad.DegreesPerCount);
    }

    // The kernel asks up to five times for nine bytes with the right check sum.
    private bool TryReadScratchpad(bool answers)
    {
        if (!answers || IsActive(SimulatedFault.NotAcknowledged))
            return false;
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            Receive();
            if (Ds18b20Scratchpad.Crc(_received.AsSpan(0, Ds18b20Scratchpad.CheckSum)) == _received[Ds18b20Scratchpad.CheckSum])
                return true;
        }

        return false;
    }

    private void Receive()
    {
        if (IsActive(SimulatedFault.LineHeldLow))
        {
            _received.AsSpan().Clear();
            return;
        }

        if (IsGarbage)
        {
            FillWithGarbage(_received);
            return;
        }

        _scratchpad.CopyTo(_received, 0);
        if (IsActive(SimulatedFault.StuckBit, out var amount))
            _received[Ds18b20Scratchpad.Configuration] &= (byte)~(1 << (Ds18b20Scratchpad.ResolutionShift + (int)Math.Abs(amount) % 2));
        _received[Ds18b20Scratchpad.CheckSum] = Ds18b20Scratchpad.Crc(_received.AsSpan(0, Ds18b20Scratchpad.CheckSum));
        if (IsActive(SimulatedFault.CheckSumError))
            _received[Ds18b20Scratchpad.CheckSum] ^= 0xFF;
    }

    private int Render(Span<byte> buffer)
    {
        _received.CopyTo(_retained, 0);
        var writer = new TextWriterOnBytes(buffer);
        writer.Bytes(_received);
        writer.Text(": crc="u8);
        writer.Hex(_received[Ds18b20Scratchpad.CheckSum]);
        writer.Text(" YES\n"u8);
        writer.Bytes(_retained);
        writer.Text("t="u8);
        writer.Number(Ds18b20Text.Millidegrees(_received));
        writer.Text("\n"u8);
        return writer.Length;
    }

    private ref struct TextWriterOnBytes(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        public int Length { get; private set; }

        public void Text(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_buffer[Length..]);
            Length += text.Length;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                Hex(value);
                Text(" "u8);
            }
        }

        public void Hex(byte value)
        {
            value.TryFormat(_buffer[Length..], out var written, "x2", CultureInfo.InvariantCulture);
            Length += written;
        }

        public void Number(int value)
        {
            value.TryFormat(_buffer[Length..], out var written, provider: CultureInfo.InvariantCulture);
            Length += written;
        }
    }
}
