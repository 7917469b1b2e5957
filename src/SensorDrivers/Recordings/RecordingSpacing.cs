using System.Globalization;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>The sample interval of a recording, estimated from its first rows, and the watch over the steps that follow.</summary>
internal sealed class RecordingSpacing
{
    /// <summary>Rows that the estimate reads.</summary>
    public const int RowsMax = 4096;

    // A step between these many intervals is an ordinary one.
    private const double ShortestIntervals = 0.5;
    private const double LongestIntervals = 1.5;

    // Fewer ordinary steps than this among the first rows: no single rate.
    private const double OrdinaryShareMin = 0.8;

    // So many long steps of one length in a row are another rate, not gaps.
    private const int LongStepsMax = 32;
    private const double SameLength = 0.1;

    private long _longStepNs;
    private int _longSteps;

    private RecordingSpacing(double intervalNs) => IntervalNs = intervalNs;

    public double IntervalNs { get; }

    /// <summary>Reads the first rows of a file and closes it again. A row that cannot be read ends the estimate; the reading proper reports it.</summary>
    public static RecordingSpacing Estimate(string path)
    {
        using var rows = RecordingRows.Open(path);
        var steps = ReadSteps(rows);
        var sorted = steps.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        var ordinary = steps.Where(step => step >= ShortestIntervals * median && step <= LongestIntervals * median).ToArray();
        if (ordinary.Length < OrdinaryShareMin * steps.Count)
        {
            throw rows.TimeError(
                $"the rows up to here have no common sample rate: the steps go from {Seconds(sorted[0])} to {Seconds(sorted[^1])} s",
                "Put signals of different rates into different files");
        }

        return new RecordingSpacing(Round(ordinary));
    }

    /// <summary>Sample sets that are missing between two consecutive rows.</summary>
    public long MissingBetween(long previousNs, long nextNs, double gapIntervals)
    {
        var intervals = (nextNs - previousNs) / IntervalNs;
        return intervals <= gapIntervals ? 0 : (long)Math.Round(intervals) - 1;
    }

    /// <summary>Refuses a row whose time does not increase or does not fit the rate.</summary>
    public void Check(long previousNs, RecordingRows row)
    {
        var stepNs = row.TimeNs - previousNs;
        if (stepNs <= 0)
        {
            throw row.TimeError(
                stepNs == 0 ? "the time is the same as in the row before" : $"the time goes back by {Seconds(-stepNs)} s",
                "Put the rows in order of time, each time once; a change of summer time is avoided by stamps in UTC");
        }

        if (stepNs < ShortestIntervals * IntervalNs)
            throw ChangedRate(row, stepNs);
        if (stepNs <= LongestIntervals * IntervalNs)
        {
            _longSteps = 0;
            return;
        }

        _longSteps = Math.Abs(stepNs - _longStepNs) <= SameLength * stepNs ? _longSteps + 1 : 1;
        _longStepNs = stepNs;
        if (_longSteps >= LongStepsMax)
            throw ChangedRate(row, stepNs);
    }

    private SensorException ChangedRate(RecordingRows row, long stepNs) => row.TimeError(
        $"the recording began with steps of {Seconds(IntervalNs)} s, and here a step is {Seconds(stepNs)} s",
        "Split the file where the sample rate changes");

    private static List<long> ReadSteps(RecordingRows rows)
    {
        var steps = new List<long>(RowsMax);
        try
        {
            var hasRow = rows.TryRead();
            var previousNs = rows.TimeNs;
            while (hasRow && steps.Count < RowsMax && rows.TryRead())
            {
                var stepNs = rows.TimeNs - previousNs;
                if (stepNs <= 0)
                    break;
                steps.Add(stepNs);
                previousNs = rows.TimeNs;
            }
        }
        catch (SensorException) when (steps.Count > 0)
        {
            return steps;
        }

        return steps.Count > 0 ? steps : throw rows.TimeError(
            rows.Count == 0 ? "there are no rows behind the header" : "there is no second row with a later time",
            "A recording needs at least two rows, or its sample rate is unknown");
    }

    // Stamps are rounded when they are written, so their mean step is known only to (resolution and jitter) / span. A whole number of
    // hertz or of seconds inside that uncertainty is taken as what was meant.
    private static double Round(long[] steps)
    {
        var mean = steps.Average();
        var uncertainty = (steps.Max() - steps.Min() + 1) / (mean * steps.Length);
        var wholeHz = Math.Round(1e9 / mean);
        if (wholeHz >= 1 && Math.Abs((wholeHz * mean / 1e9) - 1) <= uncertainty)
            return 1e9 / wholeHz;
        var wholeSeconds = Math.Round(mean / 1e9) * 1e9;
        return wholeSeconds > 0 && Math.Abs((wholeSeconds / mean) - 1) <= uncertainty ? wholeSeconds : mean;
    }

    private static string Seconds(double ns) => (ns / 1e9).ToString("0.#########", CultureInfo.InvariantCulture);
}
