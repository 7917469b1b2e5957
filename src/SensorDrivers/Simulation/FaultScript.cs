namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A fault in force for some time.</summary>
/// <param name="FromNs">Beginning on the simulation's monotonic clock, in nanoseconds.</param>
/// <param name="ToNs">End (exclusive).</param>
/// <param name="Fault">The fault.</param>
/// <param name="Amount">How much of it, as the fault says; 0 where it needs none.</param>
public readonly record struct ScriptedFault(long FromNs, long ToNs, SimulatedFault Fault, double Amount = 0);

/// <summary>
/// The faults of one simulated chip over time. Immutable; the chip asks at each access what is in force. Faults may overlap.
/// </summary>
public sealed class FaultScript
{
    private readonly ScriptedFault[] _faults;
    private readonly long[] _latestEndsNs;

    /// <summary>Creates a script.</summary>
    /// <param name="faults">The faults, in any order.</param>
    public FaultScript(IEnumerable<ScriptedFault> faults)
    {
        _faults = [.. faults.OrderBy(fault => fault.FromNs)];
        _latestEndsNs = new long[_faults.Length];
        var latest = long.MinValue;
        for (var i = 0; i < _faults.Length; i++)
            _latestEndsNs[i] = latest = Math.Max(latest, _faults[i].ToNs);
    }

    /// <summary>A script without faults.</summary>
    public static FaultScript Empty { get; } = new([]);

    /// <summary>The faults in the order of their beginning.</summary>
    public IReadOnlyList<ScriptedFault> Faults => _faults;

    /// <summary>Whether a fault is in force at a time, and how much of it; of two of a kind the one that began last.</summary>
    public bool IsActive(SimulatedFault fault, long nowNs, out double amount)
    {
        var isActive = TryFind(fault, nowNs, out var found);
        amount = found.Amount;
        return isActive;
    }

    /// <summary>The fault of a kind that is in force at a time; of two the one that began last.</summary>
    public bool TryFind(SimulatedFault fault, long nowNs, out ScriptedFault found)
    {
        for (var i = LastBegunBefore(nowNs); i >= 0 && _latestEndsNs[i] > nowNs; i--)
        {
            if (_faults[i].Fault == fault && _faults[i].ToNs > nowNs)
            {
                found = _faults[i];
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>Whether any fault of a kind was in force at some moment after one time and up to another.</summary>
    public bool WasActive(SimulatedFault fault, long afterNs, long untilNs)
    {
        for (var i = LastBegunBefore(untilNs); i >= 0 && _latestEndsNs[i] > afterNs; i--)
        {
            if (_faults[i].Fault == fault && _faults[i].ToNs > afterNs)
                return true;
        }

        return false;
    }

    private int LastBegunBefore(long nowNs)
    {
        var (low, high) = (0, _faults.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_faults[middle].FromNs <= nowNs)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
