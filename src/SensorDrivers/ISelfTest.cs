namespace EdgeTwin.SensorDrivers;

/// <summary>A driver of a chip that can test itself.</summary>
public interface ISelfTest
{
    /// <summary>
    /// Tests the chip as its data sheet says. Only while the driver is not started; the chip is at rest afterwards. May take up to a few
    /// seconds, which pass through <see cref="Buses.IBusProvider.Pause"/>.
    /// </summary>
    /// <exception cref="SensorException">The chip is absent, is another one, or the bus failed.</exception>
    SelfTestReport SelfTest();
}

/// <summary>One figure of a self test.</summary>
/// <param name="Name">What was measured, for example "z".</param>
/// <param name="Measured">The figure.</param>
/// <param name="Lowest">Lowest value that the data sheet allows.</param>
/// <param name="Highest">Highest value that the data sheet allows.</param>
/// <param name="Unit">Unit of the three.</param>
public readonly record struct SelfTestCheck(string Name, double Measured, double Lowest, double Highest, string Unit)
{
    /// <summary>Whether the figure is inside its limits.</summary>
    public bool Passed => Measured >= Lowest && Measured <= Highest;
}

/// <summary>The outcome of a chip's self test.</summary>
/// <param name="Checks">Every figure.</param>
public sealed record SelfTestReport(IReadOnlyList<SelfTestCheck> Checks)
{
    /// <summary>Whether every figure is inside its limits.</summary>
    public bool Passed => Checks.All(check => check.Passed);
}
