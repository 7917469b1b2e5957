using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>
/// The self test (data sheet, table "Mechanical characteristics", "Self-test output change"): the mean with an electrostatic force less
/// the mean without it, as the maker does it: linear phase, 235 Hz, 100 ms to settle, five sets. The force is the positive one, and the
/// limits are those of the change's size. The chip must not be moved meanwhile.
/// </summary>
internal sealed class Iis3dhhcSelfTest(IBusProvider buses)
{
    private const int MeanSets = 5;
    private const int ReadyAsksMax = 100;
    private const double SettleSeconds = 0.1;
    private const double StandardGravityMps2 = 9.80665;
    private const byte AllReady = 0x08;
    private const byte Settings = Iis3dhhcRegisters.Bandwidth235 | Iis3dhhcRegisters.TemperatureCompensation;

    private static readonly (string Axis, double LowestG, double HighestG)[] Limits = [("x", 0.075, 0.65), ("y", 0.075, 0.65), ("z", 0.075, 1.4)];

    private readonly byte[] _set = new byte[Iis3dhhcRegisters.SetBytes];

    /// <summary>Runs the test on a chip that was identified and reset.</summary>
    public SelfTestReport Run(IByteRegisters registers)
    {
        registers.Write(
            "start measuring", Iis3dhhcRegisters.Control1,
            Iis3dhhcRegisters.NormalMode | Iis3dhhcRegisters.CountUp | Iis3dhhcRegisters.BlockDataUpdate);
        var without = Mean(registers, Settings);
        var with = Mean(registers, Settings | Iis3dhhcRegisters.SelfTestPositive);
        return new SelfTestReport([.. Limits.Select((limit, axis) => new SelfTestCheck(
            limit.Axis, Math.Abs(with[axis] - without[axis]) * Iis3dhhcRegisters.Mps2PerCount,
            limit.LowestG * StandardGravityMps2, limit.HighestG * StandardGravityMps2, "m/s2"))]);
    }

    private double[] Mean(IByteRegisters registers, byte control4)
    {
        registers.Write("write the settings", Iis3dhhcRegisters.Control4, control4);
        buses.Pause(TimeSpan.FromSeconds(SettleSeconds));
        // What waited in the output registers is old.
        ReadNewSet(registers);
        var sums = new double[Iis3dhhcRegisters.AxisCount];
        for (var set = 0; set < MeanSets; set++)
        {
            ReadNewSet(registers);
            for (var axis = 0; axis < sums.Length; axis++)
                sums[axis] += Iis3dhhcRegisters.Raw(_set, axis);
        }

        return [.. sums.Select(sum => sum / MeanSets)];
    }

    private void ReadNewSet(IByteRegisters registers)
    {
        var status = _set.AsSpan(0, 1);
        for (var ask = 0; ask < ReadyAsksMax; ask++)
        {
            registers.Read("ask for data-ready", Iis3dhhcRegisters.Status, status);
            if ((status[0] & AllReady) != 0)
            {
                registers.Read("read a sample", Iis3dhhcRegisters.OutXLow, _set);
                return;
            }

            buses.Pause(TimeSpan.FromMilliseconds(1));
        }

        throw new SensorException(
            "test the chip", registers.Device, "the chip is set to measure but delivers no samples",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }
}
