using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>
/// What one sensor delivered in the last minute, second by second, so that its noise can be told at any moment. One thread gives blocks,
/// any thread reads; the lock is held for one block. Nothing is allocated per block.
/// </summary>
internal sealed class SensorMeter
{
    /// <summary>Longest time that can be looked back.</summary>
    public const int SecondsMax = 60;

    private const long BinNs = 1_000_000_000;
    private const int QuietSamplesMin = 16;
    private const double LoudRatio = 2;
    private const double QuietRatio = 0.5;

    private readonly Lock _gate = new();
    private readonly StationChannel[] _channels;
    private readonly double[] _dataSheetRms;
    private readonly LeastSquaresSums[,] _bins;
    private readonly long[] _binNumbers = new long[SecondsMax];
    private readonly double[] _references;
    private readonly float[] _newest;
    private readonly ChannelStatus[] _status;
    private long _newestBin = -1;
    private double _intervalNs = double.NaN;
    private float _chipTemperatureC = float.NaN;

    /// <param name="channels">The channels in the order of a block's rows.</param>
    /// <param name="dataSheetRms">Noise of each channel as the chip delivers it; NaN where it is not stated.</param>
    public SensorMeter(ReadOnlySpan<StationChannel> channels, double[] dataSheetRms)
    {
        _channels = channels.ToArray();
        _dataSheetRms = dataSheetRms;
        _bins = new LeastSquaresSums[SecondsMax, _channels.Length];
        _references = new double[_channels.Length];
        _newest = new float[_channels.Length];
        _status = new ChannelStatus[_channels.Length];
        Array.Fill(_references, double.NaN);
        Array.Fill(_newest, float.NaN);
        Array.Fill(_binNumbers, -1);
    }

    /// <summary>Newest estimate of the chip's rate in Hz; NaN before the first block.</summary>
    public double RateHz
    {
        get
        {
            lock (_gate)
                return 1e9 / _intervalNs;
        }
    }

    /// <summary>Newest temperature inside the chip; NaN where it has none.</summary>
    public double ChipTemperatureC
    {
        get
        {
            lock (_gate)
                return _chipTemperatureC;
        }
    }

    /// <summary>Takes a block, which stays the caller's.</summary>
    public void Take(SampleBlock block)
    {
        if (block.SampleCount == 0)
            return;
        lock (_gate)
        {
            var bin = OpenBin(block.FirstSampleMonotonicNs / BinNs);
            var startSeconds = (block.FirstSampleMonotonicNs % BinNs) / 1e9;
            for (var channel = 0; channel < _channels.Length; channel++)
            {
                var samples = block.Channel(channel);
                Add(ref _bins[bin, channel], channel, samples, startSeconds, block.SampleIntervalNs / 1e9);
                _newest[channel] = samples[^1];
                _status[channel] = block.Status[channel];
            }

            _intervalNs = block.SampleIntervalNs;
            if (!float.IsNaN(block.ChipTemperatureC))
                _chipTemperatureC = block.ChipTemperatureC;
        }
    }

    /// <summary>The channels over the last seconds of delivered data.</summary>
    public IReadOnlyList<ChannelLook> Look(double seconds)
    {
        lock (_gate)
            return [.. Enumerable.Range(0, _channels.Length).Select(channel => Look(channel, (long)Math.Ceiling(seconds)))];
    }

    private int OpenBin(long number)
    {
        var bin = (int)(number % SecondsMax);
        if (_binNumbers[bin] != number)
        {
            _binNumbers[bin] = number;
            for (var channel = 0; channel < _channels.Length; channel++)
                _bins[bin, channel] = default;
        }

        _newestBin = Math.Max(_newestBin, number);
        return bin;
    }

    private void Add(ref LeastSquaresSums sums, int channel, ReadOnlySpan<float> samples, double startSeconds, double intervalSeconds)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (float.IsNaN(samples[i]))
                continue;
            if (double.IsNaN(_references[channel]))
                _references[channel] = samples[i];
            sums.Add(startSeconds + (i * intervalSeconds), samples[i] - _references[channel]);
        }
    }

    private ChannelLook Look(int index, long seconds)
    {
        var whole = default(LeastSquaresSums);
        var quietest = double.NaN;
        var first = Math.Max(0, _newestBin - Math.Min(seconds, SecondsMax) + 1);
        for (var number = first; number <= _newestBin; number++)
        {
            var bin = (int)(number % SecondsMax);
            if (_binNumbers[bin] != number)
                continue;
            whole.Add(_bins[bin, index], number - first);
            if (_bins[bin, index].Count >= QuietSamplesMin)
                quietest = double.IsNaN(quietest) ? _bins[bin, index].DetrendedRms : Math.Min(quietest, _bins[bin, index].DetrendedRms);
        }

        var channel = _channels[index];
        var (factor, offset) = channel.Calibration;
        return new ChannelLook
        {
            Id = channel.Id,
            Quantity = channel.Quantity,
            Unit = channel.Unit,
            Value = (_newest[index] - offset) * factor,
            Mean = (whole.Mean + _references[index] - offset) * factor,
            Rms = whole.DetrendedRms * Math.Abs(factor),
            QuietestRms = quietest * Math.Abs(factor),
            DataSheetRms = _dataSheetRms[index] * Math.Abs(factor),
            Noise = Judge(quietest / _dataSheetRms[index]),
            Status = _status[index],
            Samples = whole.Count,
        };
    }

    private static NoiseVerdict Judge(double ratio) => ratio switch
    {
        double.NaN => NoiseVerdict.NotStated,
        < QuietRatio => NoiseVerdict.Quiet,
        <= LoudRatio => NoiseVerdict.Ok,
        _ => NoiseVerdict.Loud,
    };
}
