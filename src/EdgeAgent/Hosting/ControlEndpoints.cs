using System.Text.Json;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Simulation;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// What <c>edgetwin simulate</c> and other local tools ask of the running agent, on the unix socket of the state directory only:
/// whoever may open that socket may use it. An answer that is not a success carries <c>{"error": "a sentence"}</c>.
/// </summary>
internal static class ControlEndpoints
{
    private const int BodyDepthMax = 8;

    public static void Map(IEndpointRouteBuilder routes, Func<Station> station)
    {
        // Plain request delegates: parameter binding would load the expression compiler for four small calls.
        routes.MapGet("/control/status", context => Results.Json(Status(station())).ExecuteAsync(context));
        routes.MapPost("/control/damage", context => AnswerAsync(context, body => SetDamage(station().Control, body)));
        routes.MapPost("/control/damage/clear", context => AnswerAsync(context, _ => station().Control.ClearDamage()));
        routes.MapPost("/control/fault", context => AnswerAsync(context, body => SetFault(station().Control, body)));
        routes.MapGet("/control/sensors", context => Sensors(station()).SensorsAsync(context));
        routes.MapPost("/control/scan", context => Sensors(station()).ScanAsync(context));
    }

    private static SensorEndpoints Sensors(Station station) => new(
        station.Discovery, (context, status, error) => Results.Json(new { error }, statusCode: status).ExecuteAsync(context));

    private static async Task AnswerAsync(HttpContext context, Func<JsonElement, ControlResult> change)
    {
        var result = await ReadAsync(context) is { } body ? change(body) : ControlResult.Invalid("The request is not JSON.");
        await Answer(result).ExecuteAsync(context);
    }

    private static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(
                context.Request.Body, new JsonDocumentOptions { MaxDepth = BodyDepthMax }, context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ControlResult SetDamage(StationControl control, JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("member", out var member) && member.ValueKind == JsonValueKind.String
        && body.TryGetProperty("severity", out var severity) && severity.TryGetDouble(out var share)
            ? control.SetDamage(member.GetString()!, share)
            : ControlResult.Invalid("Send {\"member\": \"ID\", \"severity\": 0.2}.");

    private static ControlResult SetFault(StationControl control, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("sensor", out var sensor) || sensor.ValueKind != JsonValueKind.String
            || !body.TryGetProperty("fault", out var fault) || fault.ValueKind != JsonValueKind.String
            || !SimulatedFaults.TryParse(fault.GetString()!, out var kind))
        {
            return ControlResult.Invalid($"Send {{\"sensor\": \"ID\", \"fault\": \"unplugged\"}}; the faults are {string.Join(", ", SimulatedFaults.Names)}.");
        }

        double? amount = body.TryGetProperty("amount", out var given) && given.TryGetDouble(out var number) ? number : null;
        return control.SetFault(sensor.GetString()!, kind, amount);
    }

    private static IResult Answer(ControlResult result) => result.Outcome switch
    {
        ControlOutcome.Done => Results.Json(new { message = result.Message }),
        ControlOutcome.NotFound => Results.Json(new { error = result.Message }, statusCode: StatusCodes.Status404NotFound),
        ControlOutcome.Invalid => Results.Json(new { error = result.Message }, statusCode: StatusCodes.Status400BadRequest),
        _ => Results.Json(new { error = result.Message }, statusCode: StatusCodes.Status409Conflict),
    };

    private static object Status(Station station)
    {
        var simulation = station.Simulation;
        var path = station.PathAccount;
        return new
        {
            simulated = simulation is not null,
            time = DateTimeOffset.UnixEpoch.AddTicks(station.Clock.UtcNs / 100),
            speed = simulation?.Clock.AchievedSpeed is { } speed && double.IsFinite(speed) ? speed : (double?)null,
            simulatorCpuSeconds = (simulation?.Buses.SimulatorCpuNs ?? 0) / 1e9,
            damage = simulation?.Status.Damage.Select(damage => new { member = damage.Member, severity = damage.Severity }),
            faults = simulation?.Status.Faults.Select(fault => new { sensor = fault.SensorId, fault = SimulatedFaults.Name(fault.Fault) }),
            windows = path.WindowsClosed,
            lateSampleSets = path.LateSampleSets,
            refusedSampleSets = path.RefusedSampleSets,
            sensors = station.Slots.Select(slot => new
            {
                id = slot.Description.SensorId,
                running = slot.State.Running,
                delivered = slot.Account.Delivered,
                missing = slot.Account.Missing,
                dropped = slot.Account.Dropped,
                overruns = slot.Account.Overruns,
                unaccounted = slot.Account.Unaccounted,
            }),
        };
    }
}
