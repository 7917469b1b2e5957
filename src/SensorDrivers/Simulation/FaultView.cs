namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>Whether a fault is in force, and how much of it.</summary>
internal delegate bool FaultQuery(SimulatedFault fault, out double amount);

/// <summary>The faults and the diary of a simulated chip, for the parts that its model is made of.</summary>
/// <param name="isActive">Whether a fault is in force now.</param>
/// <param name="isActiveOnce">As that, but true only once for each scripted fault.</param>
/// <param name="made">Who is told of each sample.</param>
internal sealed class FaultView(FaultQuery isActive, FaultQuery isActiveOnce, Func<SampleMade?> made)
{
    public bool IsActive(SimulatedFault fault, out double amount) => isActive(fault, out amount);

    public bool IsActiveOnce(SimulatedFault fault, out double amount) => isActiveOnce(fault, out amount);

    public SampleMade? Made => made();

    /// <summary>The value of a settings register of a byte: as it was written, but for a stuck bit.</summary>
    /// <param name="value">As it was written.</param>
    /// <param name="reset">Its value after a reset.</param>
    /// <param name="index">Place of the register among the settings registers; its lowest bit has the number 8 times that.</param>
    public byte Setting(byte value, byte reset, int index)
    {
        if (!isActive(SimulatedFault.StuckBit, out var bit) || (int)bit / 8 != index)
            return value;
        var mask = 1 << (int)bit % 8;
        return (byte)(value & ~mask | ~reset & mask);
    }
}
