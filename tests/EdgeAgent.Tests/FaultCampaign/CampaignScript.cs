using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.FaultCampaign;

/// <summary>Faults for every chip of a station, from one seed: evenly many in every stretch of time, of every kind that the chip can have.</summary>
internal static class CampaignScript
{
    private static readonly SimulatedFault[] OnEveryChip =
    [
        SimulatedFault.Unplugged, SimulatedFault.Garbage, SimulatedFault.Frozen, SimulatedFault.NotAcknowledged, SimulatedFault.StuckBit,
        SimulatedFault.Noise, SimulatedFault.Saturated, SimulatedFault.WrongIdentity, SimulatedFault.SlowBus, SimulatedFault.LineHeldLow,
    ];

    private static readonly SimulatedFault[] OnFifos = [SimulatedFault.Overrun, SimulatedFault.RotatedFifo];

    /// <summary>The script of one chip.</summary>
    public static FaultScript Create(string kind, int faults, long fromNs, long untilNs, double sampleRateHz, Random random)
    {
        SimulatedFault[] possible = kind switch
        {
            "adxl355" => [.. OnEveryChip, .. OnFifos],
            "sht4x" => [.. OnEveryChip, SimulatedFault.CheckSumError],
            _ => OnEveryChip,
        };
        var stretchNs = (untilNs - fromNs) / (double)faults;
        var scripted = new ScriptedFault[faults];
        for (var i = 0; i < faults; i++)
        {
            var beginNs = fromNs + (long)((i + random.NextDouble()) * stretchNs);
            // Most faults are short, some last; slow chips need longer ones to be hit at all.
            var durationNs = -Math.Log(1 - random.NextDouble()) * Math.Min(0.3 * stretchNs, Math.Max(60e6, 0.5e9 / sampleRateHz));
            var fault = possible[random.Next(possible.Length)];
            scripted[i] = new ScriptedFault(beginNs, beginNs + 1_000_000 + (long)durationNs, fault, AmountOf(fault, random));
        }

        return new FaultScript(scripted);
    }

    private static double AmountOf(SimulatedFault fault, Random random) => fault switch
    {
        SimulatedFault.StuckBit => random.Next(48),
        SimulatedFault.Noise => 1 + (20 * random.NextDouble()),
        SimulatedFault.Saturated => random.Next(2) == 0 ? -1 : 1,
        SimulatedFault.SlowBus => 20 * random.NextDouble() * random.NextDouble(),
        SimulatedFault.LineHeldLow => random.Next(300),
        SimulatedFault.Overrun => 1 + random.Next(20),
        SimulatedFault.RotatedFifo => 1 + random.Next(2),
        _ => 0,
    };
}
