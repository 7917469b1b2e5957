using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>Watches one engineering limit. It knows nothing of models but the value the baseline expects, for limits that are relative to it.</summary>
internal sealed class LimitWatch(RuleConfiguration rule)
{
    private Persistence _persistence;

    public RuleConfiguration Rule { get; } = rule;

    /// <summary>The feature in the present definitions; null when no sensor of the station gives it.</summary>
    public FeatureDefinition? Feature { get; set; }

    public Persistence Persistence
    {
        get => _persistence;
        set => _persistence = value;
    }

    /// <summary>The baseline's expectation in the last window; null without one.</summary>
    public double? Expected { get; private set; }

    /// <summary>Whether the last window's value was only a lower bound of the true magnitude.</summary>
    public bool IsLowerBound { get; private set; }

    public Turn Step(FeatureFrame frame, IBaselineExpectation baseline, Evidence evidence, bool isActive)
    {
        IsLowerBound = evidence is Evidence.LowerBound;
        var verdict = evidence switch
        {
            Evidence.Full => Judge(frame, baseline),
            Evidence.LowerBound => JudgeLowerBound(frame.Values[Feature!.Index]),
            _ => Verdict.Unknown,
        };
        return _persistence.Step(verdict, isActive, Rule.PersistenceWindows, Rule.PersistenceWindows);
    }

    private Verdict Judge(FeatureFrame frame, IBaselineExpectation baseline)
    {
        var value = frame.Values[Feature!.Index];
        if (double.IsNaN(value))
            return Verdict.Unknown;
        if (Rule.Above is { } above)
            return Compare(value, above);
        if (Rule.Below is { } below)
            return Compare(-value, -below);
        Expected = baseline.Expected(Feature.Id, frame.TemperatureC, frame.ExcitationMps2);
        return Rule.DropPercent is { } percent && Expected is > 0 and < double.PositiveInfinity
            ? Compare(DropPercent(value, Expected.Value), percent)
            : Verdict.Unknown;
    }

    /// <summary>
    /// Cutting values off at the ends of the range is a contraction: it can only make a maximum, a range, a standard deviation, a peak or an RMS about zero
    /// smaller and a minimum larger. A mean, a ratio of moments, a share or a spectrum may change either way and stays unjudged, as does what a model expects.
    /// </summary>
    private Verdict JudgeLowerBound(double value)
    {
        var isViolated = Feature!.Quantity switch
        {
            "max" or "range" or "std" or "peak" or "rms" => value > Rule.Above,
            "min" => value < Rule.Below,
            _ => false,
        };
        return isViolated ? Verdict.Violating : Verdict.Unknown;
    }

    public static double DropPercent(double value, double expected) => 100 * (expected - value) / expected;

    private Verdict Compare(double value, double limit) =>
        value > limit ? Verdict.Violating : value <= limit - Rule.Hysteresis ? Verdict.Back : Verdict.Between;
}
