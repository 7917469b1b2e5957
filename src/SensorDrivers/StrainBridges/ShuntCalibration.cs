using System.Globalization;

namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>
/// Compares what a strain channel reads when a shunt resistor is put across one arm of its bridge with what it must read. Keeps nothing
/// and changes nothing: the factor that it proposes is for a person to enter in the station file.
/// </summary>
/// <param name="options">The bridge and its leads, as in the station file.</param>
/// <param name="shunt">The resistor and where it is.</param>
/// <param name="limitPercent">Largest deviation that passes, 0.1 … 50 %. Default 2.</param>
public sealed class ShuntCalibration(StrainBridgeOptions options, Shunt shunt, double limitPercent = ShuntCalibration.DefaultLimitPercent)
{
    /// <summary>The limit when none is given: gauge factors are certain to 1 %, and resistance and leads to another.</summary>
    public const double DefaultLimitPercent = 2;

    /// <summary>Fewest samples of each kind.</summary>
    public const int SamplesMin = 10;

    // A change that is not known to a third of the limit (three standard uncertainties) proves nothing.
    private const double LimitPerUncertainty = 3;
    private const double Percent = 100;

    private readonly double _limitPercent = limitPercent is >= 0.1 and <= 50
        ? limitPercent
        : throw new ArgumentOutOfRangeException(nameof(limitPercent), limitPercent, "The limit is 0.1 to 50 percent.");

    /// <summary>Judges samples.</summary>
    /// <param name="before">Readings of the driver before the shunt, in microstrain; missing ones are <see cref="float.NaN"/>.</param>
    /// <param name="withShunt">Readings with the shunt.</param>
    /// <param name="presentFactor">Calibration factor of the channel in the station file, by which readings are multiplied. Default 1.</param>
    public ShuntCalibrationResult Judge(ReadOnlySpan<float> before, ReadOnlySpan<float> withShunt, double presentFactor = 1)
    {
        var expected = shunt.ExpectedMicrostrain(options);
        var first = Mean(before);
        var second = Mean(withShunt);
        var rawChange = second.Value - first.Value;
        var measured = presentFactor * rawChange;
        var uncertainty = Math.Abs(presentFactor) * Math.Sqrt(first.Variance + second.Variance);
        var deviationPercent = (measured / expected - 1) * Percent;
        var proposal = expected / rawChange;
        var (verdict, words) = Judge(Math.Min(first.Count, second.Count), expected, uncertainty, deviationPercent);
        var isMendable = verdict != ShuntVerdict.NotProven && proposal > 0 && double.IsFinite(proposal);
        return new ShuntCalibrationResult(verdict, expected, measured, uncertainty, deviationPercent, isMendable ? proposal : double.NaN, words);
    }

    private (ShuntVerdict Verdict, string Words) Judge(int count, double expected, double uncertainty, double deviationPercent)
    {
        if (count < SamplesMin)
        {
            return (ShuntVerdict.NotProven, Invariant(
                $"only {count} samples with or without the shunt, {SamplesMin} are needed: hold the shunt longer, and look whether the sensor delivers"));
        }

        if (uncertainty * LimitPerUncertainty > Math.Abs(expected) * _limitPercent / Percent)
        {
            return (ShuntVerdict.NotProven, Invariant(
                $"the readings scatter too much (uncertain by {uncertainty:0.#} ue): repeat it without traffic, or with more samples"));
        }

        if (Math.Abs(deviationPercent) <= _limitPercent)
            return (ShuntVerdict.Passed, Invariant($"within {_limitPercent} % of {expected:0.#} ue"));
        return (ShuntVerdict.Failed, Advice(deviationPercent));
    }

    private static string Advice(double deviationPercent) => deviationPercent switch
    {
        < -Percent - 10 => "the reading went the other way: the signal wires are swapped, or the shunt is across another arm than was said",
        < -Percent + 10 => "the reading did not change: look whether the shunt touches both ends of the arm, and whether this is its channel",
        > 50 or < -35 => "far off: check bridge type, gauge factor and gauge resistance in the station file, and the value of the shunt",
        _ => Invariant($"{deviationPercent:+0.##;-0.##} %: check gauge factor and lead resistance in the station file, and the shunt's value; what remains can be entered as factor"),
    };

    // Welford's algorithm (Technometrics 4, 1962); the variance is that of the mean.
    private static (double Value, double Variance, int Count) Mean(ReadOnlySpan<float> samples)
    {
        double mean = 0, squares = 0;
        var count = 0;
        foreach (var sample in samples)
        {
            if (float.IsNaN(sample))
                continue;
            var delta = sample - mean;
            mean += delta / ++count;
            squares += delta * (sample - mean);
        }

        return count == 0 ? (double.NaN, double.NaN, 0) : (mean, count > 1 ? squares / (count - 1) / count : double.NaN, count);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
