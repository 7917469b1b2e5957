using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>What the page and the command line may change on the running station.</summary>
internal sealed class StationControl(
    SimulatedStation? simulation, Func<string, string, ControlResult> acknowledge, Action<string, object> audit) : IStationControl
{
    private static readonly ControlResult NotSimulated =
        ControlResult.Refused("This station measures a real bridge: there is nothing to simulate.");

    public bool IsSimulated => simulation is not null;

    public Task<ControlResult> AcknowledgeAlarmAsync(string id, string who, CancellationToken cancellationToken) => Task.FromResult(acknowledge(id, who));

    public ControlResult SetDamage(string member, double severity)
    {
        if (simulation is null)
            return NotSimulated;
        if (severity is not (> 0 and < 1))
            return ControlResult.Invalid("The severity is the share of bending stiffness lost: write a number above 0 and below 1.");
        if (!simulation.SetDamage(member, severity))
            return ControlResult.NotFound($"There is no member '{member}'. The members are {string.Join(", ", simulation.Members)}.");
        audit("simulate-damage", new { member, severity });
        return ControlResult.Done($"The simulated member '{member}' has lost {severity * 100:0.#} % of its bending stiffness.");
    }

    public ControlResult ClearDamage()
    {
        if (simulation is null)
            return NotSimulated;
        simulation.ClearDamage();
        audit("simulate-damage-cleared", new { });
        return ControlResult.Done("The simulated bridge is whole again.");
    }

    public ControlResult SetFault(string sensorId, SimulatedFault fault, double? amount = null)
    {
        if (simulation is null)
            return NotSimulated;
        if (!simulation.SetFault(sensorId, fault, amount))
            return ControlResult.NotFound($"There is no sensor '{sensorId}'. The sensors are {string.Join(", ", simulation.Sensors)}.");
        audit("simulate-fault", new { sensor = sensorId, fault = fault.ToString(), amount });
        return ControlResult.Done(fault == SimulatedFault.None
            ? $"The simulated sensor '{sensorId}' works again."
            : $"The simulated sensor '{sensorId}' is now {SimulatedFaults.Words(fault)}.");
    }
}
