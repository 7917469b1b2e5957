namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>What a shunt calibration says of a channel.</summary>
public enum ShuntVerdict
{
    /// <summary>The deviation is within its limit.</summary>
    Passed,

    /// <summary>The deviation is beyond its limit.</summary>
    Failed,

    /// <summary>Too few samples, or the structure moved too much in them, to say either.</summary>
    NotProven,
}

/// <summary>The outcome of a shunt calibration.</summary>
/// <param name="Verdict">Whether the channel passed.</param>
/// <param name="ExpectedMicrostrain">What the shunt simulates, compression negative.</param>
/// <param name="MeasuredMicrostrain">By how much the calibrated reading changed; <see cref="double.NaN"/> without samples.</param>
/// <param name="UncertaintyMicrostrain">Standard uncertainty of the measured change, from the scatter of the samples; <see cref="double.NaN"/> without samples.</param>
/// <param name="DeviationPercent">Measured less expected, in percent of expected; <see cref="double.NaN"/> without samples.</param>
/// <param name="ProposedFactor">
/// Calibration factor with which the measured change would be the expected one; <see cref="double.NaN"/> when not proven, or when the
/// change had the wrong sign or was none at all, which no factor mends. A proposal only: nothing is changed.
/// </param>
/// <param name="Words">The outcome for the person at the bridge, and what to look at.</param>
public sealed record ShuntCalibrationResult(
    ShuntVerdict Verdict, double ExpectedMicrostrain, double MeasuredMicrostrain, double UncertaintyMicrostrain, double DeviationPercent,
    double ProposedFactor, string Words);
