using System.Device.Gpio;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip that is wired to GPIO lines of its own: it sees the levels that the host drives and answers levels.</summary>
internal abstract class SimulatedGpioChip(TimeProvider time, int seed) : SimulatedChip(time, seed)
{
    /// <summary>The host drives one of the chip's lines.</summary>
    public void Drive(int line, PinValue level)
    {
        using var access = Access(out var answers);
        if (answers)
            OnDriven(line, level);
    }

    /// <summary>The host reads one of the chip's lines. Without a chip a pull-up holds it high, or the host's pull-down low.</summary>
    public PinValue Level(int line, bool isPulledDown = false)
    {
        using var access = Access(out var answers);
        if (!answers)
            return !isPulledDown;
        if (IsActive(SimulatedFault.LineHeldLow))
            return PinValue.Low;
        if (IsGarbage)
        {
            Span<byte> bits = stackalloc byte[1];
            FillWithGarbage(bits);
            return (bits[0] & 1) != 0;
        }

        return OnRead(line);
    }

    private protected abstract void OnDriven(int line, PinValue level);

    private protected abstract PinValue OnRead(int line);
}
