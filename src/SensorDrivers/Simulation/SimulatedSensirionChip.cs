using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// What Sensirion's humidity chips have in common: no acknowledge while they measure or reset, one read of the answer to a command, words
/// with check sums, a serial number.
/// </summary>
internal abstract class SimulatedSensirionChip : SimulatedI2cChip
{
    private const int AnswerBytesMax = 2 * SensirionWords.WordBytes;
    private const int TemperatureRow = 0;
    private const int HumidityRow = 1;

    private readonly SimulationOptions _options;
    private readonly SimulatedSignal[] _signals;
    private readonly byte[] _answer = new byte[AnswerBytesMax];
    private readonly uint _serialNumber;
    private readonly ushort[] _words = new ushort[2];
    private long _busyUntilNs;
    private bool _hasAnswer;
    private bool _hasMeasured;

    private protected SimulatedSensirionChip(SimulationOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
        _serialNumber = (uint)Noise.NextBits();
    }

    /// <summary>Whether the chip is ready for a command.</summary>
    private protected bool IsBusy => NowNs < _busyUntilNs;

    /// <summary>The chip starts, after power-on or a reset at some time, and needs some more.</summary>
    private protected void Restart(long atNs, long durationNs)
    {
        _hasAnswer = false;
        _busyUntilNs = atNs + durationNs;
    }

    private protected override bool TryRead(Span<byte> bytes)
    {
        if (!_hasAnswer || IsBusy)
            return false;
        _hasAnswer = false;
        bytes.Fill(0xFF);
        _answer.AsSpan(0, Math.Min(bytes.Length, _answer.Length)).CopyTo(bytes);
        return true;
    }

    /// <summary>Answers a command with one word.</summary>
    private protected void Answer(ushort word)
    {
        SensirionWords.Write(_answer, 0, word);
        Damage(_answer.AsSpan(0, SensirionWords.WordBytes));
        _hasAnswer = true;
    }

    /// <summary>Answers with the serial number.</summary>
    private protected void AnswerSerialNumber()
    {
        Answer((ushort)(_serialNumber >> 16), (ushort)_serialNumber);
        // The serial number has no fixed part; what cannot be this chip's is a check sum that is none.
        if (IsActive(SimulatedFault.WrongIdentity))
            _answer[SensirionWords.WordBytes - 1] ^= 0xFF;
    }

    /// <summary>Measures both quantities now; the answer is there when the measurement is over.</summary>
    /// <param name="durationNs">Nominal duration.</param>
    /// <param name="noise">Standard deviations of both quantities.</param>
    private protected void Measure(double durationNs, (double TemperatureC, double HumidityPercent) noise)
    {
        var rate = _options.TrueRate(1) + (IsActive(SimulatedFault.ClockError, out var errorPpm) ? errorPpm * 1e-6 : 0);
        _busyUntilNs = NowNs + (long)(durationNs / rate);
        if (!IsFrozen || !_hasMeasured)
        {
            var scale = _options.NoiseScale * NoiseFactor;
            _words[TemperatureRow] = WordOf(TemperatureShare(_signals[TemperatureRow](NowNs) + Noise.NextGaussian() * noise.TemperatureC * scale));
            _words[HumidityRow] = WordOf(HumidityShare(_signals[HumidityRow](NowNs) + Noise.NextGaussian() * noise.HumidityPercent * scale));
            _hasMeasured = true;
        }

        Made?.Invoke(NowNs, TemperatureRow, TemperatureC(_words[TemperatureRow]));
        Made?.Invoke(NowNs, HumidityRow, HumidityPercent(_words[HumidityRow]));
        Answer(_words[TemperatureRow], _words[HumidityRow]);
    }

    /// <summary>Share of the word's range that a temperature in degC takes, by the chip's formula.</summary>
    private protected abstract double TemperatureShare(double temperatureC);

    /// <summary>Share of the word's range that a humidity in percent takes, by the chip's formula.</summary>
    private protected abstract double HumidityShare(double humidityPercent);

    /// <summary>Degrees Celsius of a word, by the chip's formula.</summary>
    private protected abstract double TemperatureC(ushort word);

    /// <summary>Percent relative humidity of a word, by the chip's formula.</summary>
    private protected abstract double HumidityPercent(ushort word);

    private ushort WordOf(double share) => SaturatedSide switch
    {
        > 0 => ushort.MaxValue,
        < 0 => 0,
        _ => (ushort)Math.Round(Math.Clamp(share, 0, 1) * SensirionWords.WordMax),
    };

    private void Answer(ushort first, ushort second)
    {
        SensirionWords.Write(_answer, 0, first);
        SensirionWords.Write(_answer, 1, second);
        Damage(_answer);
        _hasAnswer = true;
    }

    private void Damage(Span<byte> answer)
    {
        if (!IsActive(SimulatedFault.CheckSumError))
            return;
        for (var at = SensirionWords.WordBytes - 1; at < answer.Length; at += SensirionWords.WordBytes)
            answer[at] ^= 0xFF;
    }
}
