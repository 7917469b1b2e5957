using EdgeTwin.SensorDrivers.Resampling;

namespace EdgeTwin.SensorDrivers.Tests.Resampling;

/// <summary>Feeds a resampler with blocks of a chip whose samples' times are given, and collects its outputs by number.</summary>
internal sealed class ResamplerUnderTest(double rateHz, int channelCount, Func<int, double, double> signal)
{
    private static readonly ResamplingFilter Filter = new();
    private readonly SampleBlockPool _pool = new(channelCount, SensorResampler.DefaultBlockSamples, 1);
    private readonly SensorResampler _resampler = new(Filter, channelCount, rateHz);

    public long IntervalNs => _resampler.OutputIntervalNs;

    public SortedDictionary<long, float[]> Outputs { get; } = [];

    /// <summary>Adds a block of samples that were truly taken at evenly spaced times, and labelled so.</summary>
    public void Add(double firstUtcNs, double intervalNs, int count, long missingBefore = 0, Func<int, bool>? isMissing = null)
    {
        Assert.True(_pool.TryRent(out var block));
        using (block)
        {
            block.SetSampleCount(count);
            block.FirstSampleUtcNs = (long)firstUtcNs;
            block.SampleIntervalNs = intervalNs;
            block.MissingBefore = missingBefore;
            for (var channel = 0; channel < channelCount; channel++)
            {
                for (var i = 0; i < count; i++)
                    block.Row(channel)[i] = isMissing?.Invoke(i) == true ? float.NaN : (float)signal(channel, (firstUtcNs + i * intervalNs) * 1e-9);
            }

            _resampler.Add(block, 0, count);
        }

        for (var i = 0; i < _resampler.OutputCount; i++)
        {
            var values = Enumerable.Range(0, channelCount).Select(channel => _resampler.Output(channel)[i]).ToArray();
            Assert.True(Outputs.TryAdd(_resampler.FirstOutput + i, values), "an output came twice");
        }
    }

    /// <summary>Amplitude and phase in degrees, against the time base, of a sine in consecutive outputs of a channel (least squares).</summary>
    public (double Amplitude, double PhaseDegrees) FitSine(double frequencyHz, int channel, int skip, int take)
    {
        double ss = 0, cc = 0, sc = 0, ys = 0, yc = 0;
        foreach (var (number, values) in Outputs.Skip(skip).Take(take))
        {
            var angle = 2 * Math.PI * frequencyHz * number * IntervalNs * 1e-9;
            var (s, c) = Math.SinCos(angle);
            (ss, cc, sc) = (ss + s * s, cc + c * c, sc + s * c);
            (ys, yc) = (ys + values[channel] * s, yc + values[channel] * c);
        }

        var determinant = ss * cc - sc * sc;
        var a = (ys * cc - yc * sc) / determinant;
        var b = (yc * ss - ys * sc) / determinant;
        return (Math.Sqrt(a * a + b * b), Math.Atan2(b, a) * 180 / Math.PI);
    }
}
