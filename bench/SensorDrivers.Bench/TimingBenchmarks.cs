using BenchmarkDotNet.Attributes;
using EdgeTwin.SensorDrivers.Resampling;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Bench;

/// <summary>What it costs to know when samples were taken, and to bring three axes onto the time base: 16 sample sets a look, as at 1 kHz.</summary>
[MemoryDiagnoser]
public class TimingBenchmarks
{
    private const int BlockSamples = 16;
    private const int AxisCount = 3;
    private const double IntervalNs = 1.003e6;

    private readonly ChipSampleClock _clock = new(1000);
    private readonly ResamplingFilter _filter = new();
    private readonly SampleBlockPool _pool = new(AxisCount, 64, 1);
    private readonly float[] _weights = new float[ResamplingFilter.Taps];
    private readonly float[] _samples = new float[ResamplingFilter.Taps];
    private readonly SensorResampler _resampler;
    private readonly Random _random = new(1);
    private long _nowNs;
    private long _taken;
    private long _blocks;
    private double _fraction;

    public TimingBenchmarks()
    {
        _resampler = new SensorResampler(_filter, AxisCount, 1000);
    }

    /// <summary>One look at the chip's buffer and one block of times; divide by 48 for an axis sample.</summary>
    [Benchmark]
    public long ClockLook()
    {
        _nowNs += 15_500_000 + _random.Next(1_000_000);
        var made = (long)(_nowNs / IntervalNs);
        var buffered = (int)(made - _taken);
        _taken = made;
        _clock.Look(_nowNs, _nowNs + 60_000, buffered, overrun: false);
        return _clock.Deliver(buffered);
    }

    /// <summary>One block of three axes onto the time base.</summary>
    [Benchmark]
    public int ResampleBlock()
    {
        _pool.TryRent(out var block);
        block!.SetSampleCount(BlockSamples);
        block.FirstSampleUtcNs = (long)(_blocks++ * BlockSamples * IntervalNs);
        block.SampleIntervalNs = IntervalNs;
        _resampler.Add(block, 0, BlockSamples);
        block.Dispose();
        return _resampler.OutputCount;
    }

    /// <summary>One output of one axis, weights included, with the vector unit.</summary>
    [Benchmark]
    public float OutputVectorised()
    {
        _fraction = (_fraction + 0.003) % 1;
        _filter.Weights(_fraction, _weights);
        return ResamplingFilter.Apply(_weights, _samples);
    }

    /// <summary>The same sum of products without it, which is what the vector unit has to beat.</summary>
    [Benchmark(Baseline = true)]
    public float OutputScalar()
    {
        _fraction = (_fraction + 0.003) % 1;
        _filter.Weights(_fraction, _weights);
        var sum = 0f;
        for (var tap = 0; tap < _weights.Length; tap++)
            sum += _weights[tap] * _samples[tap];
        return sum;
    }
}
