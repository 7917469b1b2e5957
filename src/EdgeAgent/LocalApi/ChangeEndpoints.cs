using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>The requests that change something.</summary>
internal sealed class ChangeEndpoints(IStationControl control)
{
    public const int MaximumNameLength = 64;

    public async Task AcknowledgeAsync(HttpContext context)
    {
        if (await Answers.BodyAsync(context, LocalApiJsonContext.Default.AcknowledgeRequest) is not { } body)
            return;
        var who = body.Who?.Trim() ?? "";
        var result = who.Length is 0 or > MaximumNameLength || who.Any(char.IsControl)
            ? ControlResult.Invalid($"Say who acknowledges: a name of 1 to {MaximumNameLength} characters in 'who'.")
            : await control.AcknowledgeAlarmAsync((string)context.Request.RouteValues["id"]!, who, context.RequestAborted);
        await Answers.ControlAsync(context, result);
    }

    public async Task DamageAsync(HttpContext context)
    {
        if (await Answers.BodyAsync(context, LocalApiJsonContext.Default.DamageRequest) is { } body)
            await Answers.ControlAsync(context, SetDamage(body));
    }

    public async Task FaultAsync(HttpContext context)
    {
        if (await Answers.BodyAsync(context, LocalApiJsonContext.Default.FaultRequest) is { } body)
            await Answers.ControlAsync(context, SetFault(body));
    }

    private ControlResult SetDamage(DamageRequest body) => body switch
    {
        _ when !control.IsSimulated => NotSimulated,
        { Member: null or "", Severity: null or 0 } => control.ClearDamage(),
        { Member: null or "" } => ControlResult.Invalid("Name the member to damage in 'member'."),
        { Severity: not (> 0 and < 1) } => ControlResult.Invalid("'severity' must be above 0 and below 1: the share of stiffness lost."),
        { Severity: { } severity } => control.SetDamage(body.Member, severity),
    };

    private ControlResult SetFault(FaultRequest body) => body switch
    {
        _ when !control.IsSimulated => NotSimulated,
        { Sensor: null or "" } => ControlResult.Invalid("Name the sensor in 'sensor'."),
        { Fault: null } => ControlResult.Invalid($"'fault' must be one of {string.Join(", ", Enum.GetNames<SimulatedFault>())}."),
        { Fault: { } fault } => control.SetFault(body.Sensor, fault, body.Amount),
    };

    private static ControlResult NotSimulated =>
        ControlResult.Refused("This station measures a real structure; damage and faults exist only on a simulated one.");
}
