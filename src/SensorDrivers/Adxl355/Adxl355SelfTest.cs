using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>
/// The chip's self test (data sheet, section "Self test"): an electrostatic force moves the proof mass, and the change of the output
/// shows that mechanics, converter and filters work. Measured in the widest range, since the force comes on top of gravity.
/// </summary>
internal static class Adxl355SelfTest
{
    private const int Samples = 32;
    private const byte Rate1000Hz = 2;
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(1.2);

    // Table 1: typically 0.3, 0.3 and 1.5 g; the limits are a third and twice of it.
    private static readonly (string Axis, double LowestG, double HighestG)[] Limits = [("x", 0.1, 0.6), ("y", 0.1, 0.6), ("z", 0.5, 3)];

    /// <summary>Runs the test and leaves the chip reset and at rest.</summary>
    public static SelfTestReport Run(Adxl355Chip chip, Adxl355Variant variant, IBusProvider buses, TimeProvider time)
    {
        chip.IdentifyAndReset(time);
        chip.Write("start the self test", Adxl355Registers.Filter, Rate1000Hz);
        chip.Write("start the self test", Adxl355Registers.Range, (byte)(Adxl355Registers.RangeFixedBits | Adxl355Variant.WidestRangeCode));
        chip.SetPower(Adxl355Registers.Measure);
        var countsPerG = variant.CountsPerG / (1 << (Adxl355Variant.WidestRangeCode - 1));
        var without = Average(chip, buses, Adxl355Registers.SelfTestMode);
        var with = Average(chip, buses, Adxl355Registers.SelfTestMode | Adxl355Registers.SelfTestForce);
        chip.IdentifyAndReset(time);
        return new SelfTestReport([.. Limits.Select((limit, axis) => new SelfTestCheck(
            limit.Axis, (with[axis] - without[axis]) / countsPerG, limit.LowestG, limit.HighestG, "g"))]);
    }

    private static double[] Average(Adxl355Chip chip, IBusProvider buses, byte selfTest)
    {
        chip.Write("switch the self test", Adxl355Registers.SelfTest, selfTest);
        buses.Pause(Settling);
        var sums = new double[Adxl355Registers.AxisCount];
        for (var sample = 0; sample < Samples; sample++)
        {
            buses.Pause(SampleInterval);
            var data = chip.Read("read the self test", Adxl355Registers.XData, Adxl355Registers.SetBytes);
            for (var axis = 0; axis < sums.Length; axis++)
                sums[axis] += Adxl355Fifo.Raw(data[(axis * Adxl355Registers.EntryBytes)..]) / (double)Samples;
        }

        return sums;
    }
}
