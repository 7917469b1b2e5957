using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// The web server of an agent: the page on its address and the control socket in the state directory. Either may be impossible;
/// the agent then does without it and says so.
/// </summary>
internal sealed class AgentWeb : IAsyncDisposable
{
    private AgentWeb(WebApplication app, string page, string pageProblem, string socketProblem)
    {
        App = app;
        Page = page;
        PageProblem = pageProblem;
        SocketProblem = socketProblem;
    }

    public WebApplication App { get; }

    public ILoggerFactory Loggers => App.Services.GetRequiredService<ILoggerFactory>();

    /// <summary>Address of the page; empty when none is served.</summary>
    public string Page { get; }

    /// <summary>Why a page that was asked for is not served; empty when all is well.</summary>
    public string PageProblem { get; }

    /// <summary>Why there is no control socket; empty when there is one.</summary>
    public string SocketProblem { get; }

    public static AgentWeb Create(PageConfiguration page, string stateDirectory)
    {
        var pageProblem = page.Enabled ? PageAddress.Problem(page.Listen) : "";
        var listen = page.Enabled && pageProblem.Length == 0 ? page.Listen : "";
        var endPoint = ListenAddress.TryParse(listen, out var parsed) ? parsed : null;
        var socketProblem = ControlSocket.Problem(stateDirectory);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "edgetwin" });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (endPoint is not null || socketProblem.Length == 0)
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                if (endPoint is not null)
                    kestrel.Listen(endPoint);
                if (socketProblem.Length == 0)
                    kestrel.ListenUnixSocket(StateDirectory.ControlSocket(stateDirectory));
            });
        else
            builder.WebHost.UseServer(new NoServer());
        return new AgentWeb(builder.Build(), listen, pageProblem, socketProblem);
    }

    /// <summary>Branches what comes over the control socket off; call it before the page is mapped.</summary>
    public void MapControl(Action<IEndpointRouteBuilder> map)
    {
        App.MapWhen(context => context.Connection.LocalIpAddress is null, control => control.UseRouting().UseEndpoints(map));
        App.UseRouting(); // After the control socket's branch, so that the page's routes never answer there.
    }

    /// <summary>Starts to serve and says in the log what cannot be served.</summary>
    public async Task StartAsync(ILogger logger)
    {
        await App.StartAsync(CancellationToken.None);
        foreach (var problem in new[] { PageProblem, SocketProblem })
        {
            if (problem.Length > 0)
                logger.NotServed(problem);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => App.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    // Without an address Kestrel would choose one of its own, open to who knows whom.
    private sealed class NoServer : Microsoft.AspNetCore.Hosting.Server.IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
