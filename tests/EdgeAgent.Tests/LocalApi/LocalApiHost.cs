using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.LocalApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

/// <summary>The local API on a real Kestrel on a free loopback port, in front of a made-up station.</summary>
internal sealed class LocalApiHost : IAsyncDisposable
{
    public static readonly WaveformChannel[] Channels = [new("acc-3.z", 1000), new("temp-1.temperature", 1)];

    private readonly WebApplication _app;

    private LocalApiHost(WebApplication app, TimeProvider time)
    {
        _app = app;
        Feed = new StationFeed(time);
        LocalApiEndpoints.Map(app, Feed, Tap, Control, Sensors, time);
    }

    public StationFeed Feed { get; }

    public WaveformTap Tap { get; } = new(Channels);

    public IStationControl Control { get; } = Substitute.For<IStationControl>();

    public ISensorService Sensors { get; } = Substitute.For<ISensorService>();

    public HttpClient Client { get; private set; } = null!;

    public static async Task<LocalApiHost> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new LocalApiHost(builder.Build(), time ?? TimeProvider.System);
        await host._app.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri(host._app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
        return host;
    }

    public static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string words)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    public Task StopAsync(CancellationToken deadline) => _app.StopAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
