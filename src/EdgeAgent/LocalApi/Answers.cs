using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>The bodies of answers and requests.</summary>
internal static class Answers
{
    public static Task ProblemAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new Problem(title, status, detail), LocalApiJsonContext.Default.Problem, "application/problem+json", context.RequestAborted);
    }

    public static Task ControlAsync(HttpContext context, ControlResult result) => result.Outcome switch
    {
        ControlOutcome.Done => JsonAsync(context, new DoneAnswer(result.Message), LocalApiJsonContext.Default.DoneAnswer),
        ControlOutcome.NotFound => ProblemAsync(context, StatusCodes.Status404NotFound, "Not found", result.Message),
        ControlOutcome.Invalid => ProblemAsync(context, StatusCodes.Status400BadRequest, "Not accepted", result.Message),
        _ => ProblemAsync(context, StatusCodes.Status409Conflict, "Not possible now", result.Message),
    };

    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);

    /// <summary>The body; <see langword="null"/> when it was refused, which has then been answered.</summary>
    public static async Task<T?> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await ProblemAsync(context, StatusCodes.Status415UnsupportedMediaType, "The request must be JSON", "Send Content-Type: application/json.");
            return null;
        }

        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted) is { } body)
                return body;
            await ProblemAsync(context, StatusCodes.Status400BadRequest, "The request is empty", "Send a JSON object.");
        }
        catch (JsonException exception)
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, "The request is not the expected JSON",
                $"At {exception.Path ?? "$"}: {exception.Message}");
        }

        return null;
    }
}
