namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// Sequence numbers and smooth times from the kernel's timestamps: a growing-memory g-h filter (Brookner, "Tracking and Kalman Filtering
/// Made Easy", 1998, section 1.2.10) takes their jitter out, with a memory that stops growing so that it follows the chip's clock;
/// a step of more than one and a half intervals is missing samples. Owned by the thread that calls the driver.
/// </summary>
internal sealed class IioTimeline(double sampleRateHz)
{
    private const int MemoryMax = 2000;

    // The fit starts as if it had already seen a few samples, because the nominal interval is known to some percent.
    private const int MemoryMin = 8;
    private const double ClockErrorMax = 0.05;

    private readonly double _nominalNs = 1e9 / sampleRateHz;
    private double _intervalNs = 1e9 / sampleRateHz;
    private double _lastNs;
    private int _phaseMemory;
    private int _intervalMemory = MemoryMin;
    private long _originNs;
    private bool _isStarted;
    private bool _isAnchored;

    public double IntervalNs => _intervalNs;

    /// <summary>Sequence number of the next sample.</summary>
    public long NextSequence { get; private set; }

    /// <summary>The buffer was started; the first start is where the sequence begins.</summary>
    public void Restart(long nowNs)
    {
        _isAnchored = false;
        if (_isStarted)
            return;
        _isStarted = true;
        _originNs = nowNs;
        _lastNs = 0;
    }

    /// <summary>How many samples are missing in front of one with this timestamp; negative when its time is not after the last one's.</summary>
    public long MissingBefore(long timestampNs)
    {
        var steps = (timestampNs - _originNs - _lastNs) / _intervalNs;
        // After a start the phase is a new one, so the first sample may come less than an interval after the last one before it.
        var stepsMin = _isAnchored ? 0.5 : 0;
        return steps <= stepsMin ? -1 : Math.Max(0, (long)Math.Round(steps) - 1);
    }

    /// <summary>Takes the next sample in and says when it was taken.</summary>
    public long Take(long timestampNs, long missing)
    {
        NextSequence += missing + 1;
        var measuredNs = (double)(timestampNs - _originNs);
        var predictedNs = _lastNs + (missing + 1) * _intervalNs;
        if (!_isAnchored || missing > 0)
        {
            _isAnchored = true;
            _phaseMemory = 1;
            _lastNs = measuredNs;
        }
        else
        {
            var errorNs = measuredNs - predictedNs;
            double phase = _phaseMemory = Math.Min(_phaseMemory + 1, MemoryMax);
            double interval = _intervalMemory = Math.Min(_intervalMemory + 1, MemoryMax);
            _lastNs = predictedNs + errorNs * 2 * (2 * phase - 1) / (phase * (phase + 1));
            _intervalNs = Math.Clamp(_intervalNs + errorNs * 6 / (interval * (interval + 1)), _nominalNs * (1 - ClockErrorMax), _nominalNs * (1 + ClockErrorMax));
        }

        return _originNs + (long)_lastNs;
    }
}
