using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// What every request passes: security headers, a Host header that is this box (a foreign name that resolves to it is DNS rebinding),
/// for a change also proof that it does not come from a page of another origin, a body limit, and an answer in words when something fails.
/// </summary>
internal sealed partial class RequestGuard(IEnumerable<string> hostNames, ILogger logger, CancellationToken stopping)
{
    /// <summary>Largest body of a request.</summary>
    public const int MaximumBodyBytes = 4096;

    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly FrozenSet<string> _hostNames = hostNames.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names by which a browser may call this machine; addresses are always allowed.</summary>
    public static IEnumerable<string> OwnHostNames()
    {
        var name = Dns.GetHostName();
        return ["localhost", name, $"{name}.local", $"{name}.lan", $"{name}.home.arpa"];
    }

    /// <summary>Wraps a handler that only reads.</summary>
    public RequestDelegate Read(RequestDelegate handler) => context => RunAsync(context, handler, changes: false);

    /// <summary>Wraps a handler that sends until the client goes away or the agent stops: an open page must not hold up a stop.</summary>
    public RequestDelegate Stream(RequestDelegate handler) => Read(async context =>
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.RequestAborted = ends.Token;
        await handler(context);
    });

    /// <summary>Wraps a handler that changes something.</summary>
    public RequestDelegate Change(RequestDelegate handler) => context => RunAsync(context, handler, changes: true);

    private async Task RunAsync(HttpContext context, RequestDelegate handler, bool changes)
    {
        AddSecurityHeaders(context.Response.Headers);
        try
        {
            if (!IsOwnHost(context.Request.Host))
            {
                LogForeignHost(context.Request.Host.Value ?? "");
                await Answers.ProblemAsync(context, StatusCodes.Status421MisdirectedRequest, "This is not the address of this station",
                    $"The browser asked for '{context.Request.Host}'. Open the page by the station's IP address or host name.");
            }
            else if (changes && !IsSameOrigin(context.Request))
            {
                LogForeignOrigin(context.Request.Headers.Origin.ToString(), context.Request.Path);
                await Answers.ProblemAsync(context, StatusCodes.Status403Forbidden, "Refused: the request came from another site",
                    "Changes are accepted only from the station's own page or from a program without an Origin header.");
            }
            else
            {
                if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                    limit.MaxRequestBodySize = MaximumBodyBytes;
                await handler(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, or the agent stops.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Answers.ProblemAsync(context, exception.StatusCode, "The request cannot be read", exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            LogFailed(exception, context.Request.Path);
            await Answers.ProblemAsync(context, StatusCodes.Status500InternalServerError, "The station could not answer",
                "This is an error in the station's software. Measuring goes on; the log has the details.");
        }
    }

    private bool IsOwnHost(HostString host) =>
        host.HasValue && (IPAddress.TryParse(host.Host, out _) || _hostNames.Contains(host.Host));

    /// <summary>Browsers send Origin with every POST, and Sec-Fetch-Site where the connection counts as trustworthy; other programs send neither.</summary>
    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site != "same-origin")
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static void AddSecurityHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request for host '{Host}', which is not a name of this station")]
    private partial void LogForeignHost(string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a change at {Path} from a page of '{Origin}'")]
    private partial void LogForeignOrigin(string origin, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The request {Path} failed")]
    private partial void LogFailed(Exception exception, string path);
}
