using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>Lets chips that nobody reads test themselves.</summary>
internal static class SelfTests
{
    /// <summary>Said of a chip that cannot test itself; no fault of the chip.</summary>
    public const string None = "this chip has no self test";

    /// <summary>The finding with the outcome of the chip's self test.</summary>
    public static PlaceFinding Run(PlaceFinding finding, SensorKind kind, SensorSettings settings, IBusProvider buses, TimeProvider time)
    {
        using var driver = kind.CreateDriver(settings, buses, time);
        if (driver is not ISelfTest chip)
            return finding with { SelfTestProblem = None };
        try
        {
            return finding with { SelfTest = chip.SelfTest() };
        }
        catch (SensorException failure)
        {
            return finding with { SelfTestProblem = failure.Message };
        }
    }
}
