namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Finds what is unusual on a slow channel with a daily habit: a day without its rise, a level that jumps, a probe that rests. A value is compared with those at the same time of the last
/// days, give or take the tolerance, and its distance is the smallest of these: what has happened before at this time of day is usual. The distance, averaged over an hour, is held
/// against the largest that the channel has shown, so that there is no threshold in units of the channel. What repeats day after day becomes usual after one day.
/// One instance per channel; one thread at a time; allocates nothing per sample.
/// </summary>
public sealed class DailyPatternDetector
{
    private readonly DailyPatternOptions _options;
    private readonly int _period;
    private readonly int _tolerance;
    private readonly double[] _values;
    private readonly double[] _distances;
    private readonly DailyPatternScore[] _scores;
    private readonly double[] _averages;
    private double _largestUsual;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private long _lastUnusual = long.MinValue / 2;

    /// <summary>Starts without a past.</summary>
    /// <param name="options">The channel's sample time, and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DailyPatternDetector(DailyPatternOptions? options = null)
    {
        _options = options ?? new DailyPatternOptions();
        _options.Validate();
        _period = (int)Math.Round(_options.PeriodSeconds / _options.SampleSeconds);
        _tolerance = (int)Math.Round(_options.ToleranceSeconds / _options.SampleSeconds);
        _values = new double[(_period * _options.Periods) + _tolerance + 1];
        _distances = new double[Math.Max(1, (int)Math.Round(_options.AverageSeconds / _options.SampleSeconds))];
        _averages = new double[_period];
        _scores = new DailyPatternScore[_period];
    }

    /// <summary>Samples seen.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the next sample.</summary>
    /// <param name="value">Value in any unit; NaN when missing.</param>
    public DailyPatternScore Add(double value)
    {
        var at = Count++;
        LearnFrom(at - _period);
        _values[at % _values.Length] = value;
        if (double.IsFinite(value))
            (_minimum, _maximum) = (Math.Min(_minimum, value), Math.Max(_maximum, value));
        _distances[at % _distances.Length] = Distance(at, value);
        var average = Average(at);
        var score = Score(at, average);
        _averages[at % _period] = average;
        _scores[at % _period] = score;
        return score;
    }

    /// <summary>The past counts only when it is a whole period old and was not half way to an alarm: a fault that grows slowly must not raise its own limit.</summary>
    private void LearnFrom(long past)
    {
        if (past < 0)
            return;
        var average = _averages[past % _period];
        if (average > _largestUsual && _scores[past % _period].Score < 0.5 * (1 + _options.AlarmFactor))
            _largestUsual = average;
    }

    private double Distance(long at, double value)
    {
        if (!double.IsFinite(value) || at < _period + _tolerance)
            return double.NaN;
        var smallest = double.NaN;
        for (var period = 1; period <= _options.Periods; period++)
        {
            var middle = at - ((long)period * _period);
            if (middle - _tolerance < 0)
                break;
            for (var past = middle - _tolerance; past <= Math.Min(middle + _tolerance, at - 1); past++)
            {
                var distance = Math.Abs(_values[past % _values.Length] - value);
                if (!(distance >= smallest))
                    smallest = double.IsNaN(distance) ? smallest : distance;
            }
        }

        return smallest;
    }

    private double Average(long at)
    {
        if (at < _period + _tolerance + _distances.Length)
            return double.NaN;
        var (sum, count) = (0.0, 0);
        foreach (var distance in _distances)
        {
            if (double.IsNaN(distance))
                continue;
            sum += distance;
            count++;
        }

        return 2 * count >= _distances.Length ? sum / count : double.NaN;
    }

    private DailyPatternScore Score(long at, double average)
    {
        if (double.IsNaN(average) || at < _options.LearningPeriods * _period)
            return default;
        var usual = _largestUsual + (_options.FloorShare * (_maximum - _minimum));
        var score = average > 0 ? average / usual : 0;
        if (score < _options.AlarmFactor)
            return new DailyPatternScore(score, IsAlarm: false);
        var isAlarm = (at - _lastUnusual) * _options.SampleSeconds > _options.QuietSeconds;
        _lastUnusual = at;
        return new DailyPatternScore(score, isAlarm);
    }
}
