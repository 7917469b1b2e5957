using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>What the page may change. Thread-safe; every call answers, none throws for bad input.</summary>
internal interface IStationControl
{
    /// <summary>Whether the simulated bridge is measured; damage and faults are refused otherwise.</summary>
    bool IsSimulated { get; }

    Task<ControlResult> AcknowledgeAlarmAsync(string id, string who, CancellationToken cancellationToken);

    /// <summary>Takes a share of a member's stiffness away.</summary>
    /// <param name="member">Member in the station file.</param>
    /// <param name="severity">Share of stiffness lost, above 0 and below 1.</param>
    ControlResult SetDamage(string member, double severity);

    /// <summary>Makes the simulated bridge whole again.</summary>
    ControlResult ClearDamage();

    /// <summary><see cref="SimulatedFault.None"/> repairs the sensor; without an amount a fault has a usual one.</summary>
    ControlResult SetFault(string sensorId, SimulatedFault fault, double? amount = null);
}

internal enum ControlOutcome
{
    Done,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>The request itself is wrong.</summary>
    Invalid,

    /// <summary>Right, but not possible in the present state.</summary>
    Refused,
}

/// <summary>The answer to a request.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">For a person; when it was not done: what is wrong and what to do instead.</param>
internal sealed record ControlResult(ControlOutcome Outcome, string Message)
{
    public static ControlResult Done(string message) => new(ControlOutcome.Done, message);

    public static ControlResult NotFound(string message) => new(ControlOutcome.NotFound, message);

    public static ControlResult Invalid(string message) => new(ControlOutcome.Invalid, message);

    public static ControlResult Refused(string message) => new(ControlOutcome.Refused, message);
}
