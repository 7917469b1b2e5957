using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Command model of the SHT4x: no acknowledge while it measures or resets, one read per measurement, check sums. No heater.</summary>
internal sealed class SimulatedSht4x : SimulatedI2cChip
{
    private const double MeasurementNs = 8_200_000;
    private const long ResetNs = 1_000_000;

    // Repeatability in the data sheet is three standard deviations: 0.04 K and 0.08 %RH.
    private const double TemperatureNoiseC = 0.04 / 3;
    private const double HumidityNoisePercent = 0.08 / 3;

    private readonly SimulationOptions _options;
    private readonly SimulatedSignal[] _signals;
    private readonly byte[] _answer = new byte[Sht4xProtocol.AnswerBytes];
    private readonly uint _serialNumber;
    private long _busyUntilNs;
    private bool _hasAnswer;
    private bool _hasMeasured;
    private double _temperatureC;
    private double _humidityPercent;

    public SimulatedSht4x(SimulationOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
        _serialNumber = (uint)Noise.NextBits();
    }

    private protected override void PowerOn()
    {
        _hasAnswer = false;
        _busyUntilNs = PoweredNs + ResetNs;
    }

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (NowNs < _busyUntilNs)
            return false;
        switch (bytes[0])
        {
            case Sht4xProtocol.MeasureHighPrecision:
                Measure();
                return true;
            case Sht4xProtocol.ReadSerialNumber:
                Answer((ushort)(_serialNumber >> 16), (ushort)_serialNumber);
                return true;
            case Sht4xProtocol.SoftReset:
                _hasAnswer = false;
                _busyUntilNs = NowNs + ResetNs;
                return true;
            default:
                return false;
        }
    }

    private protected override bool TryRead(Span<byte> bytes)
    {
        if (!_hasAnswer || NowNs < _busyUntilNs)
            return false;
        _hasAnswer = false;
        _answer.AsSpan(0, Math.Min(bytes.Length, _answer.Length)).CopyTo(bytes);
        return true;
    }

    private void Measure()
    {
        _busyUntilNs = NowNs + (long)(MeasurementNs / _options.TrueRate(1));
        if (!IsFrozen || !_hasMeasured)
        {
            _temperatureC = _signals[0](NowNs) + Noise.NextGaussian() * TemperatureNoiseC * _options.NoiseScale;
            _humidityPercent = _signals[1](NowNs) + Noise.NextGaussian() * HumidityNoisePercent * _options.NoiseScale;
            _hasMeasured = true;
        }

        Answer(
            Word(_temperatureC, Sht4xProtocol.TemperatureMinC, Sht4xProtocol.TemperatureSpanC),
            Word(_humidityPercent, Sht4xProtocol.HumidityMinPercent, Sht4xProtocol.HumiditySpanPercent));
    }

    private void Answer(ushort first, ushort second)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_answer, first);
        _answer[2] = Sht4xProtocol.Crc(_answer.AsSpan(0, 2));
        BinaryPrimitives.WriteUInt16BigEndian(_answer.AsSpan(Sht4xProtocol.WordBytes), second);
        _answer[5] = Sht4xProtocol.Crc(_answer.AsSpan(Sht4xProtocol.WordBytes, 2));
        _hasAnswer = true;
    }

    private static ushort Word(double value, double minimum, double span) =>
        (ushort)Math.Round(Math.Clamp((value - minimum) / span, 0, 1) * Sht4xProtocol.WordMax);
}
