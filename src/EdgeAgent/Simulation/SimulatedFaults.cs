using System.Text.Json;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Simulation;

/// <summary>The faults of simulated chips as people switch them: their names on the command line, their usual amounts, and what they do.</summary>
internal static class SimulatedFaults
{
    private static readonly SimulatedFault[] All = Enum.GetValues<SimulatedFault>();

    /// <summary>Every name, in kebab-case.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(Name)];

    /// <summary>Name on the command line, for example <c>wrong-identity</c>.</summary>
    public static string Name(SimulatedFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());

    /// <summary>Takes <c>wrong-identity</c>, <c>wrongIdentity</c> and <c>WrongIdentity</c>; numbers are refused.</summary>
    public static bool TryParse(string name, out SimulatedFault fault)
    {
        var wanted = name.Replace("-", "", StringComparison.Ordinal);
        fault = Array.Find(All, known => known.ToString().Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return fault != SimulatedFault.None || wanted.Equals(nameof(SimulatedFault.None), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A usual amount; <see langword="null"/> for a fault that is there or not.</summary>
    public static double? UsualAmount(SimulatedFault fault) => fault switch
    {
        SimulatedFault.StuckBit => 0,
        SimulatedFault.Noise => 10,
        SimulatedFault.Saturated or SimulatedFault.RotatedFifo or SimulatedFault.LineHeldLow => 1,
        SimulatedFault.Overrun => 3,
        SimulatedFault.SlowBus => 5,
        SimulatedFault.ClockError => 5000,
        _ => null,
    };

    /// <summary>What the chip does, to follow "is now".</summary>
    public static string Words(SimulatedFault fault) => fault switch
    {
        SimulatedFault.Garbage => "answering garbage",
        SimulatedFault.NotAcknowledged => "not acknowledging",
        SimulatedFault.CheckSumError => "sending wrong check sums",
        SimulatedFault.StuckBit => "keeping one settings bit at the wrong level",
        SimulatedFault.Noise => "noisier than its data sheet",
        SimulatedFault.Saturated => "at the end of its range",
        SimulatedFault.Overrun => "losing samples in an overrun",
        SimulatedFault.WrongIdentity => "answering with a wrong identity",
        SimulatedFault.RotatedFifo => "out of step in its buffer",
        SimulatedFault.SlowBus => "slow on the bus",
        SimulatedFault.LineHeldLow => "holding the data line low",
        SimulatedFault.ClockError => "running on a wrong clock",
        _ => Name(fault),
    };

    /// <summary>Breaks a chip from now on, or repairs it.</summary>
    public static void Put(SimulatedChip chip, SimulatedFault fault, double? amount, long nowNs)
    {
        var scripted = UsualAmount(fault) is { } usual ? new ScriptedFault(nowNs, long.MaxValue, fault, amount ?? usual) : (ScriptedFault?)null;
        chip.Script = scripted is { } script ? new FaultScript([script]) : FaultScript.Empty;
        chip.Fault = scripted is null ? fault : SimulatedFault.None;
    }

    /// <summary>The fault that <see cref="Put"/> put there.</summary>
    public static SimulatedFault Of(SimulatedChip chip) =>
        chip.Fault == SimulatedFault.None && chip.Script.Faults.Count > 0 ? chip.Script.Faults[^1].Fault : chip.Fault;
}
