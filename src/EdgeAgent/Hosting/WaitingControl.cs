using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Answers everyone who wants to change a station that does not measure yet.</summary>
internal sealed class WaitingControl : IStationControl
{
    public const string Sentence = "There is no station yet: the agent waits for a valid station file. The page and 'edgetwin check-config' list what is wrong with it.";

    private static readonly ControlResult Waiting = ControlResult.Refused(Sentence);

    public bool IsSimulated => false;

    public static void Map(IEndpointRouteBuilder routes) => routes.Map(
        "/control/{**path}",
        context => Results.Json(new { error = Sentence }, statusCode: StatusCodes.Status409Conflict).ExecuteAsync(context));

    public Task<ControlResult> AcknowledgeAlarmAsync(string id, string who, CancellationToken cancellationToken) => Task.FromResult(Waiting);

    public ControlResult SetDamage(string member, double severity) => Waiting;

    public ControlResult ClearDamage() => Waiting;

    public ControlResult SetFault(string sensorId, SimulatedFault fault, double? amount = null) => Waiting;
}
