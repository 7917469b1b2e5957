using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>
/// The self test (data sheet, sections "Self-test" and "Using self-test"): at 100 Hz, ±16 g and full resolution, the mean of 0.1 s with
/// the electrostatic force less the mean without it. The chip must not be moved meanwhile.
/// </summary>
internal sealed class Adxl345SelfTest(IBusProvider buses, double supplyV)
{
    public const double SupplyVMin = 2.0;
    public const double SupplyVMax = 3.6;

    private const double RateHz = 100;
    private const int RangeG = 16;
    private const int MeanSets = 10;
    private const int SettleSets = 4;
    private const int SpareSets = 2;
    private const int PausesMax = 4;

    private static readonly string[] Axes = ["x", "y", "z"];

    // Table 15: limits in counts at 2.5 V, the same at full resolution in every range.
    private static readonly (double Lowest, double Highest)[] CountsAt2V5 = [(50, 540), (-540, -50), (75, 875)];

    // Table 14: factors on the limits, for x and y, and for z.
    private static readonly (double SupplyV, double XY, double Z)[] Factors = [(2.0, 0.64, 0.8), (2.5, 1, 1), (3.3, 1.77, 1.47), (3.6, 2.11, 1.69)];

    private readonly byte[] _set = new byte[Adxl345Registers.SetBytes];

    /// <summary>Runs the test on a chip that was identified; leaves its settings changed.</summary>
    public SelfTestReport Run(IByteRegisters registers)
    {
        var format = (byte)(Adxl345Registers.FullResolution | Adxl345Registers.RangeCode(RangeG));
        registers.Write("switch to standby", Adxl345Registers.PowerControl, Adxl345Registers.Standby);
        for (var register = Adxl345Registers.OffsetX; register <= Adxl345Registers.OffsetZ; register++)
            registers.Write("write the settings", register, 0);
        registers.Write("write the settings", Adxl345Registers.RateControl, Adxl345Registers.RateCode(RateHz));
        var without = Mean(registers, format);
        var with = Mean(registers, (byte)(format | Adxl345Registers.SelfTest));
        return new SelfTestReport([.. Axes.Select((name, axis) => Check(name, axis, with[axis] - without[axis]))]);
    }

    /// <summary>Limits of an axis in m/s2 at the supply's voltage.</summary>
    public (double Lowest, double Highest) LimitsMps2(int axis)
    {
        var upper = Array.FindIndex(Factors, 1, factors => factors.SupplyV >= supplyV);
        var (from, to) = (Factors[upper - 1], Factors[upper]);
        var share = (supplyV - from.SupplyV) / (to.SupplyV - from.SupplyV);
        var factor = axis == 2 ? from.Z + share * (to.Z - from.Z) : from.XY + share * (to.XY - from.XY);
        var (lowest, highest) = CountsAt2V5[axis];
        return (lowest * factor * Adxl345Registers.Mps2PerCount, highest * factor * Adxl345Registers.Mps2PerCount);
    }

    private SelfTestCheck Check(string name, int axis, double changeCounts)
    {
        var (lowest, highest) = LimitsMps2(axis);
        return new SelfTestCheck(name, changeCounts * Adxl345Registers.Mps2PerCount, lowest, highest, "m/s2");
    }

    private double[] Mean(IByteRegisters registers, byte format)
    {
        registers.Write("write the settings", Adxl345Registers.DataFormat, format);
        registers.Write("start measuring", Adxl345Registers.PowerControl, Adxl345Registers.Measure);
        buses.Pause(TimeSpan.FromSeconds(Adxl345Registers.WakeUpSeconds + (1 + SettleSets) / RateHz));
        registers.Write("empty the FIFO", Adxl345Registers.FifoControl, Adxl345Registers.FifoBypass);
        registers.Write("start the FIFO", Adxl345Registers.FifoControl, Adxl345Registers.FifoStream);
        AwaitSets(registers);
        var sums = new double[Adxl345Registers.AxisCount];
        for (var set = 0; set < MeanSets; set++)
        {
            // The pause lets a read set leave the FIFO.
            registers.Read("read the FIFO", Adxl345Registers.DataX0, _set);
            buses.Pause(TimeSpan.FromMilliseconds(1));
            for (var axis = 0; axis < sums.Length; axis++)
                sums[axis] += Adxl345Set.Raw(_set, axis);
        }

        return [.. sums.Select(sum => sum / MeanSets)];
    }

    private void AwaitSets(IByteRegisters registers)
    {
        for (var pause = 0; pause < PausesMax; pause++)
        {
            buses.Pause(TimeSpan.FromSeconds((MeanSets + SpareSets) / RateHz));
            var status = _set.AsSpan(0, 1);
            registers.Read("read the FIFO's status", Adxl345Registers.FifoStatus, status);
            if ((status[0] & ~Adxl345Registers.FifoStatusZero) >= MeanSets)
                return;
        }

        throw new SensorException(
            "test the chip", registers.Device, "the chip is set to measure but delivers no samples",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }
}
