using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>
/// Model of the seesaw firmware as far as the soil sensor needs it: a register is asked for by a write and its value read later; too early,
/// and after a repeated start, every byte reads FF. It has no settings and no check sums. Spurious readings can be put on it.
/// </summary>
internal sealed class SimulatedSeesawSoil : SimulatedI2cChip
{
    private const long BootNs = 10_000_000;
    private const double TouchNs = 4_500_000;
    private const double WordNs = 250_000;
    private const double TouchNoiseCounts = 2;
    private const double TemperatureNoiseC = 0.05;
    private const byte Samd = 0x55;
    private const byte OtherHardware = 0x2A;
    private const uint VersionValue = (uint)SeesawProtocol.SoilSensorProduct << SeesawProtocol.ProductShift | 0x2A56;

    private readonly SeesawSoilOptions _options;
    private readonly SimulatedSignal[] _signals;
    private readonly byte[] _value = new byte[SeesawProtocol.WordBytes];
    private long _busyUntilNs;
    private long _readyNs = long.MaxValue;
    private int _touch;
    private int _temperature;
    private bool _hasTouch;
    private bool _hasTemperature;

    public SimulatedSeesawSoil(SeesawSoilOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
    }

    /// <summary>Counts that the next touch reading has instead of its own; used once.</summary>
    public int? SpuriousTouch { get; set; }

    private protected override void PowerOn() => Restart(PoweredNs);

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (NowNs < _busyUntilNs)
            return false;
        _readyNs = long.MaxValue;
        if (bytes.Length < SeesawProtocol.RegisterBytes)
            return true;
        switch (bytes[0], bytes[1])
        {
            case (SeesawProtocol.StatusModule, SeesawProtocol.SoftReset):
                if (bytes.Length > SeesawProtocol.RegisterBytes && bytes[SeesawProtocol.RegisterBytes] == SeesawProtocol.SoftResetKey)
                    Restart(NowNs);
                break;
            case (SeesawProtocol.StatusModule, SeesawProtocol.HardwareId):
                _value.AsSpan().Fill(IsActive(SimulatedFault.WrongIdentity) ? OtherHardware : Samd);
                ReadyAfter(WordNs);
                break;
            case (SeesawProtocol.StatusModule, SeesawProtocol.Version):
                BinaryPrimitives.WriteUInt32BigEndian(_value, VersionValue);
                ReadyAfter(WordNs);
                break;
            case (SeesawProtocol.StatusModule, SeesawProtocol.Temperature):
                MeasureTemperature();
                ReadyAfter(WordNs);
                break;
            case (SeesawProtocol.TouchModule, SeesawProtocol.TouchChannel0):
                MeasureTouch();
                ReadyAfter(TouchNs);
                break;
            default:
                break;
        }

        return true;
    }

    private protected override bool TryRead(Span<byte> bytes)
    {
        if (NowNs < _busyUntilNs)
            return false;
        bytes.Fill(SeesawProtocol.NotReady);
        if (NowNs >= _readyNs)
            _value.AsSpan(0, Math.Min(bytes.Length, _value.Length)).CopyTo(bytes);
        return true;
    }

    private void Restart(long atNs)
    {
        _busyUntilNs = atNs + BootNs;
        _readyNs = long.MaxValue;
    }

    private void ReadyAfter(double durationNs)
    {
        var rate = _options.Simulation.TrueRate(1) + (IsActive(SimulatedFault.ClockError, out var errorPpm) ? errorPpm * 1e-6 : 0);
        _readyNs = NowNs + (long)(durationNs / rate);
    }

    private void MeasureTouch()
    {
        if (!IsFrozen || !_hasTouch)
        {
            var counts = SaturatedSide switch
            {
                > 0 => SeesawProtocol.TouchMax,
                < 0 => 0,
                _ => _options.Counts(_signals[0](NowNs)) + Noise.NextGaussian() * TouchNoiseCounts * _options.Simulation.NoiseScale * NoiseFactor,
            };
            _touch = (int)Math.Round(Math.Clamp(counts, 0, SeesawProtocol.TouchMax));
            _hasTouch = true;
        }

        Made?.Invoke(NowNs, 0, _options.MoisturePercent(_touch));
        BinaryPrimitives.WriteUInt16BigEndian(_value, (ushort)(SpuriousTouch ?? _touch));
        SpuriousTouch = null;
    }

    private void MeasureTemperature()
    {
        if (!IsFrozen || !_hasTemperature)
        {
            var temperatureC = SaturatedSide switch
            {
                > 0 => SeesawProtocol.TemperatureMaxC,
                < 0 => SeesawProtocol.TemperatureMinC,
                _ => _signals[1](NowNs) + Noise.NextGaussian() * TemperatureNoiseC * _options.Simulation.NoiseScale * NoiseFactor,
            };
            _temperature = (int)Math.Round(temperatureC / SeesawProtocol.DegreesPerCount);
            _hasTemperature = true;
        }

        Made?.Invoke(NowNs, 1, _temperature * SeesawProtocol.DegreesPerCount);
        BinaryPrimitives.WriteInt32BigEndian(_value, _temperature);
    }
}
