using EdgeTwin.SensorDrivers.Simulation;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Simulation;

public sealed class FaultScriptTests
{
    [Fact]
    public void IsActive_OverlappingFaults_FindsEachOfThem()
    {
        var script = new FaultScript(
        [
            new ScriptedFault(50, 60, SimulatedFault.Noise, 3),
            new ScriptedFault(0, 100, SimulatedFault.SlowBus, 2),
            new ScriptedFault(40, 90, SimulatedFault.Noise, 5),
        ]);

        Assert.True(script.IsActive(SimulatedFault.SlowBus, 70, out var milliseconds));
        Assert.Equal(2, milliseconds);
        Assert.True(script.IsActive(SimulatedFault.Noise, 55, out var latest));
        Assert.Equal(3, latest);
        Assert.True(script.IsActive(SimulatedFault.Noise, 70, out var earlier));
        Assert.Equal(5, earlier);
        Assert.False(script.IsActive(SimulatedFault.Noise, 90, out _));
        Assert.False(script.IsActive(SimulatedFault.Frozen, 55, out _));
    }

    [Fact]
    public void IsActive_AnyScript_AgreesWithALinearSearch() =>
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure,
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                ScriptedFault[] faults = [.. Enumerable.Range(0, random.Next(20)).Select(_ => Fault(random))];
                var script = new FaultScript(faults);
                return Enumerable.Range(0, 120).All(at =>
                    script.IsActive(SimulatedFault.Noise, at, out _) == faults.Any(fault => fault.Fault == SimulatedFault.Noise && fault.FromNs <= at && at < fault.ToNs)
                    && script.WasActive(SimulatedFault.Noise, at - 7, at)
                        == faults.Any(fault => fault.Fault == SimulatedFault.Noise && fault.FromNs <= at && fault.ToNs > at - 7));
            }));

    private static ScriptedFault Fault(Random random)
    {
        var from = random.Next(100);
        return new ScriptedFault(from, from + random.Next(1, 30), random.Next(2) == 0 ? SimulatedFault.Noise : SimulatedFault.SlowBus);
    }
}
