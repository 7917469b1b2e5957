using System.Device.Gpio;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>The data-ready output of a simulated chip, wired to a GPIO line. It has the faults of its wire, not of the chip.</summary>
/// <param name="level">The level that the chip drives now.</param>
/// <param name="time">The simulation's clock.</param>
/// <param name="seed">Seed of its garbage.</param>
internal sealed class SimulatedReadyOutput(Func<PinValue> level, TimeProvider time, int seed) : SimulatedGpioChip(time, seed)
{
    private protected override void PowerOn()
    {
    }

    private protected override void OnDriven(int line, PinValue level)
    {
    }

    private protected override PinValue OnRead(int line) => level();
}
