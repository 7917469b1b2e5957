namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>What differs between the chips of the family. They carry the same identity, so only the station file can tell them apart.</summary>
/// <param name="Name">Name in the station file.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="RangesG">Full scale of range codes 1, 2 and 3, in g.</param>
/// <param name="CountsPerG">Sensitivity in the lowest range (data sheet, table 1); half of it in the next, a quarter in the last.</param>
/// <param name="NoiseDensityG">Noise density in g per square root of Hz (data sheet, table 1).</param>
internal sealed record Adxl355Variant(string Name, string Title, int[] RangesG, double CountsPerG, double NoiseDensityG)
{
    public const double StandardGravityMps2 = 9.80665;

    public static Adxl355Variant Adxl355 { get; } = new("adxl355", "ADXL355 three-axis accelerometer", [2, 4, 8], 256_000, 22.5e-6);

    public static Adxl355Variant Adxl357 { get; } = new("adxl357", "ADXL357 three-axis accelerometer", [10, 20, 40], 51_200, 75e-6);

    /// <summary>Range code of the widest range: the self test's force comes on top of gravity.</summary>
    public static byte WidestRangeCode => 3;

    public byte RangeCode(int rangeG) => (byte)(Array.IndexOf(RangesG, rangeG) + 1);

    /// <summary>Acceleration of one count in m/s2, by range code.</summary>
    public double Mps2PerCount(int rangeCode) => StandardGravityMps2 / CountsPerG * (1 << (rangeCode - 1));

    public double NoiseDensityMps2 => NoiseDensityG * StandardGravityMps2;
}
