using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tests.Timing;

/// <summary>When the host polls, as a rule in sample intervals of the chip.</summary>
public enum PollPattern
{
    /// <summary>As the sampling loop does: steps by the golden ratio of an interval around 16.</summary>
    AsTheSamplingLoop,

    /// <summary>16 intervals, up to a fifth earlier at random.</summary>
    Jittered,

    /// <summary>4 to 29 intervals at random.</summary>
    AnyOfTheBuffer,

    /// <summary>Exactly 16 nominal intervals.</summary>
    Regular,
}

/// <summary>A chip that is nothing but a true time of each sample, exact, and a clock that is to find it out.</summary>
internal sealed class PolledChip(double rateHz, double errorPpm, double driftPpmPerMinute, int seed)
{
    private const int BufferMax = 32;
    private const double GoldenRatio = 0.6180339887498949;
    private const long TransferNs = 20_000;

    private readonly Random _random = new(seed);
    private readonly double _phase = new Random(~seed).NextDouble();
    private readonly double _rate = rateHz * (1 + errorPpm * 1e-6);
    private readonly double _drift = rateHz * driftPpmPerMinute * 1e-6 / 60;
    private double _dither;
    private long _taken;

    public ChipSampleClock Clock { get; } = new(rateHz);

    public long NowNs { get; private set; }

    /// <summary>Estimated against true interval at present, in parts per million.</summary>
    public double IntervalErrorPpm => (1 - 1e9 / (_rate + _drift * NowNs * 1e-9) / Clock.IntervalNs) * 1e6;

    /// <summary>Stated against true time of the newest sample delivered.</summary>
    public double TimeErrorNs { get; private set; }

    /// <summary>Looks once, and delivers everything.</summary>
    public void Poll(PollPattern pattern)
    {
        var polls = 16e9 / rateHz;
        _dither = (_dither + GoldenRatio) % 1;
        NowNs += (long)(pattern switch
        {
            PollPattern.AsTheSamplingLoop => polls + (_dither - 0.5) * 1e9 / rateHz,
            PollPattern.Jittered => polls * (0.8 + 0.2 * _random.NextDouble()),
            PollPattern.AnyOfTheBuffer => (4 + 25 * _random.NextDouble()) * 1e9 / rateHz,
            _ => polls,
        });
        var made = (long)Math.Floor(SamplesAt(NowNs * 1e-9));
        var buffered = (int)(made - _taken);
        Assert.InRange(buffered, 0, BufferMax);
        if (buffered == 0)
            return;
        Assert.Equal(0, Clock.Look(NowNs, NowNs + TransferNs, buffered, overrun: false));
        var firstNs = Clock.Deliver(buffered);
        _taken = made;
        TimeErrorNs = firstNs + (buffered - 1) * Clock.IntervalNs - TimeOf(made) * 1e9;
    }

    public void PollUntil(double seconds, PollPattern pattern, Action? check = null)
    {
        while (NowNs < seconds * 1e9)
        {
            Poll(pattern);
            check?.Invoke();
        }
    }

    private double SamplesAt(double seconds) => _phase + (_rate + _drift * seconds / 2) * seconds;

    private double TimeOf(long samples)
    {
        var count = samples - _phase;
        return 2 * count / (_rate + Math.Sqrt(_rate * _rate + 2 * _drift * count));
    }
}
