namespace EdgeTwin.SensorDrivers.Resampling;

/// <summary>
/// Brings the samples of one chip that samples on its own clock onto the station's time base: outputs at whole multiples of the nominal
/// interval since 1970 UTC, so that output <c>k</c> of every sensor of one rate is of one moment. Streaming, block by block.
/// <para>
/// Each block says when its samples were taken, by the estimate at that time, and estimates differ a little from block to block. The
/// place of the outputs among the samples therefore moves in straight lines that meet: the last output made from a block is where
/// that block's own times put it, those before it lie evenly behind the last one of the block before.
/// </para>
/// <para>
/// A sample that is missing, NaN or in front of a block, makes every output NaN that it has a part in: <see cref="ResamplingFilter.HalfTaps"/>
/// on either side. After a longer gap, or a step of the block's times, the stream begins anew and the outputs between are not made.
/// </para>
/// Allocates nothing after construction. Not thread-safe.
/// </summary>
public sealed class SensorResampler
{
    // Estimates of one stream differ by far less, and a corrected wall clock moves by up to 0.5 ms a second.
    private const double StepIntervalsMax = 0.5;

    private const int HistoryMax = 2 * ResamplingFilter.Taps;

    private readonly ResamplingFilter _filter;
    private readonly int _rowLength;
    private readonly int _outputCapacity;
    private readonly float[] _samples;
    private readonly float[] _outputs;
    private readonly float[] _weights = new float[ResamplingFilter.Taps];
    private int _count;
    private bool _hasSamples;
    private bool _hasOutput;

    // The last block's line: when the next sample would be taken.
    private double _expectedIntervalNs;
    private long _expectedUtcNs;

    // The last output, and its place among the samples of the buffer.
    private long _lastOutput = long.MinValue / 2;
    private double _lastPlace;

    /// <summary>Makes the buffers for one sensor.</summary>
    /// <param name="filter">The table, shared by all sensors.</param>
    /// <param name="channelCount">Channels of the sensor.</param>
    /// <param name="sampleRateHz">Nominal rate of the sensor, and the exact rate of the outputs.</param>
    /// <param name="blockSamples">Samples that are taken in at a time; a longer block is taken in parts.</param>
    public SensorResampler(ResamplingFilter filter, int channelCount, double sampleRateHz, int blockSamples = DefaultBlockSamples)
    {
        _filter = filter;
        ChannelCount = channelCount;
        OutputIntervalNs = (long)Math.Round(1e9 / sampleRateHz);
        _rowLength = HistoryMax + ResamplingFilter.Taps + blockSamples;
        BlockSamples = blockSamples;
        _outputCapacity = 2 * _rowLength;
        _samples = new float[channelCount * _rowLength];
        _outputs = new float[channelCount * _outputCapacity];
    }

    /// <summary>Samples of a block that fit in at a time when nothing else is said.</summary>
    public const int DefaultBlockSamples = 256;

    /// <summary>Channels of the sensor.</summary>
    public int ChannelCount { get; }

    /// <summary>Most samples that <see cref="Add"/> takes at a time.</summary>
    public int BlockSamples { get; }

    /// <summary>Time between outputs, in whole nanoseconds; output <c>k</c> is that of <c>k</c> intervals since 1970-01-01 UTC.</summary>
    public long OutputIntervalNs { get; }

    /// <summary>Number of the first output made by the last <see cref="Add"/>.</summary>
    public long FirstOutput { get; private set; }

    /// <summary>Outputs made by the last <see cref="Add"/>.</summary>
    public int OutputCount { get; private set; }

    /// <summary>The outputs of a channel made by the last <see cref="Add"/>; valid until the next.</summary>
    public ReadOnlySpan<float> Output(int channel) => _outputs.AsSpan(channel * _outputCapacity, OutputCount);

    /// <summary>Takes in a part of a block and makes every output that it completes.</summary>
    /// <param name="block">A block of the sensor; the times of its samples increase from block to block.</param>
    /// <param name="first">First sample of the part.</param>
    /// <param name="count">Samples of the part, at most <see cref="BlockSamples"/>.</param>
    public void Add(SampleBlock block, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BlockSamples);
        OutputCount = 0;
        if (count == 0)
            return;
        var missing = first == 0 ? block.MissingBefore : 0;
        var firstUtcNs = block.FirstSampleUtcNs + (long)(first * block.SampleIntervalNs);
        if (!Continues(firstUtcNs, missing, block.SampleIntervalNs))
            Begin();
        else
            AppendMissing((int)missing);
        var firstPlace = _count;
        for (var channel = 0; channel < ChannelCount; channel++)
            block.Channel(channel).Slice(first, count).CopyTo(_samples.AsSpan(channel * _rowLength + _count));
        _count += count;
        _expectedIntervalNs = block.SampleIntervalNs;
        _expectedUtcNs = firstUtcNs + (long)(count * block.SampleIntervalNs);
        MakeOutputs(firstPlace, firstUtcNs, block.SampleIntervalNs);
        Forget();
    }

    private bool Continues(long utcNs, long missing, double intervalNs) =>
        _hasSamples
        && missing < ResamplingFilter.Taps
        && Math.Abs(utcNs - _expectedUtcNs - missing * _expectedIntervalNs) <= StepIntervalsMax * intervalNs;

    // What was before the first sample is missing.
    private void Begin()
    {
        _count = 0;
        AppendMissing(ResamplingFilter.Taps - 1);
        _hasSamples = true;
        _hasOutput = false;
    }

    private void AppendMissing(int samples)
    {
        for (var channel = 0; channel < ChannelCount; channel++)
            _samples.AsSpan(channel * _rowLength + _count, samples).Fill(float.NaN);
        _count += samples;
    }

    private void MakeOutputs(int firstPlace, long firstUtcNs, double intervalNs)
    {
        // The last output lies before the sample that is half a filter from the end.
        var endPlace = _count - ResamplingFilter.HalfTaps;
        var lastOutput = CeilingDivide(firstUtcNs + (long)Math.Floor((endPlace - firstPlace) * intervalNs), OutputIntervalNs) - 1;
        FirstOutput = _lastOutput + 1;
        if (!_hasOutput)
        {
            var startNs = firstUtcNs - (long)((firstPlace - (ResamplingFilter.HalfTaps - 1)) * intervalNs);
            FirstOutput = Math.Max(FirstOutput, CeilingDivide(startNs, OutputIntervalNs));
        }

        if (lastOutput < FirstOutput)
            return;
        var lastPlace = firstPlace + (lastOutput * OutputIntervalNs - firstUtcNs) / intervalNs;
        var step = _hasOutput ? (lastPlace - _lastPlace) / (lastOutput - _lastOutput) : OutputIntervalNs / intervalNs;
        OutputCount = (int)(lastOutput - FirstOutput + 1);
        for (var i = 0; i < OutputCount; i++)
            MakeOutput(i, lastPlace - (OutputCount - 1 - i) * step);
        _hasOutput = true;
        _lastOutput = lastOutput;
        _lastPlace = lastPlace;
    }

    private void MakeOutput(int output, double place)
    {
        var before = Math.Clamp((int)place, ResamplingFilter.HalfTaps - 1, _count - ResamplingFilter.HalfTaps - 1);
        var from = before - (ResamplingFilter.HalfTaps - 1);
        _filter.Weights(place - before, _weights);
        for (var channel = 0; channel < ChannelCount; channel++)
        {
            _outputs[channel * _outputCapacity + output] =
                ResamplingFilter.Apply(_weights, _samples.AsSpan(channel * _rowLength + from, ResamplingFilter.Taps));
        }
    }

    // Keeps what later outputs need.
    private void Forget()
    {
        var gone = _count - HistoryMax;
        if (gone <= 0)
            return;
        for (var channel = 0; channel < ChannelCount; channel++)
            _samples.AsSpan(channel * _rowLength + gone, HistoryMax).CopyTo(_samples.AsSpan(channel * _rowLength));
        _count = HistoryMax;
        _lastPlace -= gone;
    }

    private static long CeilingDivide(long value, long by) => Math.DivRem(value, by) is var (quotient, rest) && rest > 0 ? quotient + 1 : quotient;
}
