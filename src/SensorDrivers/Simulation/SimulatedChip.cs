using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// A register-accurate model of a chip, read by the real driver through <c>SpiDevice</c> or <c>I2cDevice</c>.
/// It has no thread: at each access it catches up with the clock it was given. The fault may be switched from another thread;
/// accesses are taken one at a time.
/// </summary>
public abstract class SimulatedChip
{
    private readonly Lock _access = new();
    private readonly NoiseGenerator _garbage;
    private volatile SimulatedFault _fault;
    private volatile bool _lostPower;
    private long _poweredNs;

    private protected SimulatedChip(TimeProvider time, int seed)
    {
        Time = time;
        Noise = new NoiseGenerator(seed);
        _garbage = new NoiseGenerator(~seed);
    }

    /// <summary>The fault in force. A chip that was unplugged comes back as after power-on.</summary>
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

    /// <summary>Whether the chip delivers the same value for ever.</summary>
    private protected bool IsFrozen => _fault == SimulatedFault.Frozen;

    /// <summary>Whether the chip answers random bytes.</summary>
    private protected bool IsGarbage => _fault == SimulatedFault.Garbage;

    /// <summary>The simulation's clock.</summary>
    private protected TimeProvider Time { get; }

    /// <summary>The chip's own noise.</summary>
    private protected NoiseGenerator Noise { get; }

    /// <summary>Time on the simulation's monotonic clock, in nanoseconds.</summary>
    private protected long NowNs => Time.NowNs();

    /// <summary>When the chip got its power back, on the simulation's monotonic clock.</summary>
    private protected long PoweredNs => Interlocked.Read(ref _poweredNs);

    /// <summary>Brings every register to its value after power-on. Called at the first access after it.</summary>
    private protected abstract void PowerOn();

    /// <summary>Begins an access; dispose the scope to end it. The chip answers only if <paramref name="answers"/>.</summary>
    private protected Lock.Scope Access(out bool answers)
    {
        var scope = _access.EnterScope();
        answers = _fault != SimulatedFault.Unplugged;
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
}
