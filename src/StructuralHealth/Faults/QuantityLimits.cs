namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What a physical quantity on a bridge can be, in the units of the channel descriptions (m/s2, microstrain, degC, %RH, %, V, A, mm).</summary>
/// <param name="Minimum">Below it the value is impossible.</param>
/// <param name="Maximum">Above it the value is impossible.</param>
/// <param name="MaximumMean">Largest magnitude of a window's mean.</param>
/// <param name="ReturningJump">A step between two samples that is larger, and is taken back, is impossible.</param>
/// <param name="IsFast">Whether a living sensor's value moves from sample to sample.</param>
/// <param name="RestsAtEnds">Whether the ends of the range are values of everyday (humidity in fog).</param>
internal readonly record struct QuantityLimits(
    double Minimum, double Maximum, double MaximumMean, double ReturningJump, bool IsFast, bool RestsAtEnds)
{
    private const double None = double.PositiveInfinity;

    /// <summary>Beyond the range of every accelerometer in use, in m/s2 or in cm/s2.</summary>
    private const double AccelerationLimit = 20000;

    /// <summary>1.2 g: gravity and the offset of a poor chip.</summary>
    private const double StaticAccelerationLimit = 12;

    /// <summary>A metal gauge breaks at 20,000 to 50,000 microstrain.</summary>
    private const double StrainLimit = 50000;

    /// <summary>Values that recorders write in place of a measurement lie at a million and beyond.</summary>
    private const double RecorderErrorLimit = 999_000;

    public static QuantityLimits Of(string quantity) => quantity switch
    {
        "acceleration" => new(-AccelerationLimit, AccelerationLimit, StaticAccelerationLimit, None, IsFast: true, RestsAtEnds: false),
        "velocity" => new(-AccelerationLimit, AccelerationLimit, None, None, IsFast: true, RestsAtEnds: false),
        "strain" => new(-StrainLimit, StrainLimit, None, None, IsFast: true, RestsAtEnds: false),
        "displacement" => new(-100_000, 100_000, None, 20, IsFast: false, RestsAtEnds: false),
        "inclination" => new(-180, 180, None, None, IsFast: false, RestsAtEnds: false),
        "temperature" => new(-60, 90, None, 10, IsFast: false, RestsAtEnds: false),
        "relativeHumidity" => new(-6, 119, None, 40, IsFast: false, RestsAtEnds: true),
        "moisture" => new(-10, 250, None, 40, IsFast: false, RestsAtEnds: true),
        "voltage" => new(-1000, 1000, None, None, IsFast: false, RestsAtEnds: true),
        "current" => new(-1000, 1000, None, None, IsFast: false, RestsAtEnds: true),
        _ => new(-RecorderErrorLimit, RecorderErrorLimit, None, None, IsFast: false, RestsAtEnds: false),
    };
}
