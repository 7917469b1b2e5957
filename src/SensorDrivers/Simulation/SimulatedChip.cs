using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>What a simulated chip really converted: told to whoever wants to hold a driver's deliveries against it.</summary>
/// <param name="monotonicNs">When the sample was taken, on the simulation's monotonic clock, in nanoseconds.</param>
/// <param name="channel">Row of the driver's channel.</param>
/// <param name="value">The converted value in the channel's unit, quantised as the chip quantises it.</param>
public delegate void SampleMade(long monotonicNs, int channel, double value);

/// <summary>
/// A register-accurate model of a chip, read by the real driver through <c>SpiDevice</c>, <c>I2cDevice</c> or GPIO lines.
/// It has no thread: at each access it catches up with the clock it was given. The fault may be switched from another thread;
/// accesses are taken one at a time.
/// </summary>
public abstract class SimulatedChip
{
    private readonly Lock _access = new();
    private readonly NoiseGenerator _garbage;
    private volatile SimulatedFault _fault;
    private volatile FaultScript _script = FaultScript.Empty;
    private volatile bool _lostPower;
    private long _poweredNs;
    private long _lastAccessNs = long.MinValue;
    private long _onceTakenNs = long.MinValue;

    private protected SimulatedChip(TimeProvider time, int seed)
    {
        Time = time;
        Noise = new NoiseGenerator(seed);
        _garbage = new NoiseGenerator(~seed);
    }

    /// <summary>The fault that was switched on by hand. A chip that was unplugged comes back as after power-on.</summary>
    public SimulatedFault Fault
    {
        get => _fault;
        set
        {
            if (value == SimulatedFault.Unplugged)
                _lostPower = true;
            else if (_fault == SimulatedFault.Unplugged)
                Interlocked.Exchange(ref _poweredNs, NowNs);
            _fault = value;
        }
    }

    /// <summary>The faults of the chip over time; in force beside <see cref="Fault"/>.</summary>
    public FaultScript Script
    {
        get => _script;
        set => _script = value;
    }

    /// <summary>Called for every sample that the chip converts, before it can be read; for tests.</summary>
    public SampleMade? Made { get; set; }

    /// <summary>Whether the chip delivers the same value for ever.</summary>
    private protected bool IsFrozen => IsActive(SimulatedFault.Frozen);

    /// <summary>Whether the chip answers random bytes.</summary>
    private protected bool IsGarbage => IsActive(SimulatedFault.Garbage);

    /// <summary>Factor on the noise of the data sheet that a fault adds; 1 without.</summary>
    private protected double NoiseFactor => IsActive(SimulatedFault.Noise, out var amount) ? amount : 1;

    /// <summary>Sign of the end of the range at which the input is; 0 inside the range.</summary>
    private protected int SaturatedSide => IsActive(SimulatedFault.Saturated, out var amount) ? (amount < 0 ? -1 : 1) : 0;

    /// <summary>The simulation's clock.</summary>
    private protected TimeProvider Time { get; }

    /// <summary>The chip's own noise.</summary>
    private protected NoiseGenerator Noise { get; }

    /// <summary>Time on the simulation's monotonic clock, in nanoseconds.</summary>
    private protected long NowNs => Time.NowNs();

    /// <summary>When the chip got its power back, on the simulation's monotonic clock.</summary>
    private protected long PoweredNs => Interlocked.Read(ref _poweredNs);

    /// <summary>How much longer a transfer takes than nothing, now.</summary>
    internal TimeSpan TransferDelay =>
        IsActive(SimulatedFault.SlowBus, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero;

    /// <summary>Brings every register to its value after power-on. Called at the first access after it.</summary>
    private protected abstract void PowerOn();

    /// <summary>Whether a fault is in force now.</summary>
    private protected bool IsActive(SimulatedFault fault) => IsActive(fault, out _);

    /// <summary>Whether a fault is in force now, and how much of it; by hand switched on it is 1.</summary>
    private protected bool IsActive(SimulatedFault fault, out double amount)
    {
        amount = 1;
        return _fault == fault || (!ReferenceEquals(_script, FaultScript.Empty) && _script.IsActive(fault, NowNs, out amount));
    }

    /// <summary>As <see cref="IsActive(SimulatedFault, out double)"/>, but true only once for each scripted fault: for what happens in a moment.</summary>
    private protected bool IsActiveOnce(SimulatedFault fault, out double amount)
    {
        amount = 0;
        if (ReferenceEquals(_script, FaultScript.Empty) || !_script.IsActive(fault, NowNs, out amount))
            return false;
        foreach (var scripted in _script.Faults)
        {
            if (scripted.Fault == fault && scripted.FromNs <= NowNs && scripted.ToNs > NowNs && scripted.FromNs > _onceTakenNs)
            {
                _onceTakenNs = scripted.FromNs;
                return true;
            }
        }

        return false;
    }

    /// <summary>Begins an access; dispose the scope to end it. The chip answers only if <paramref name="answers"/>.</summary>
    private protected Lock.Scope Access(out bool answers)
    {
        var scope = _access.EnterScope();
        var script = _script;
        answers = !IsActive(SimulatedFault.Unplugged);
        if (!ReferenceEquals(script, FaultScript.Empty))
            FollowScriptedPower(script, answers);
        if (answers && _lostPower)
        {
            _lostPower = false;
            PowerOn();
        }

        return scope;
    }

    private protected void FillWithGarbage(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(_garbage.NextBits() >> 56);
    }

    // A chip that was pulled out between two accesses has lost its power as well.
    private void FollowScriptedPower(FaultScript script, bool answers)
    {
        var nowNs = NowNs;
        if (script.WasActive(SimulatedFault.Unplugged, _lastAccessNs, nowNs))
        {
            _lostPower = true;
            if (answers)
                Interlocked.Exchange(ref _poweredNs, LastReplugNs(script, nowNs));
        }

        _lastAccessNs = nowNs;
    }

    private static long LastReplugNs(FaultScript script, long nowNs)
    {
        var last = long.MinValue;
        foreach (var fault in script.Faults)
        {
            if (fault.Fault == SimulatedFault.Unplugged && fault.ToNs <= nowNs)
                last = Math.Max(last, fault.ToNs);
        }

        return last == long.MinValue ? nowNs : last;
    }
}
