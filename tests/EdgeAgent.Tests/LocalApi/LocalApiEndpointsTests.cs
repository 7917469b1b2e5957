using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.SensorDrivers.Simulation;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed class LocalApiEndpointsTests
{
    /// <summary>The page's own tests read the same file, so that the two sides cannot drift apart.</summary>
    private static readonly string GoldenSnapshot =
        Path.Combine(RepositoryFiles.Root, "src/EdgeAgent/Web/tests/golden/snapshot.json");

    [Fact]
    public async Task Snapshot_BeforeTheFirst_SaysThatTheStationIsStarting()
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.GetAsync("/api/snapshot");

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "starting");
    }

    [Fact]
    public async Task Snapshot_Published_IsTheGoldenFile()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Feed.Publish(SampleSnapshots.Full);

        var actual = JsonNode.Parse(await host.Client.GetStringAsync("/api/snapshot"));

        var expected = JsonNode.Parse(await File.ReadAllTextAsync(GoldenSnapshot));
        Assert.True(JsonNode.DeepEquals(expected, actual), actual!.ToJsonString());
    }

    [Fact]
    public async Task Healthz_FollowsTheAgeOfTheSnapshot()
    {
        var time = new ManualTimeProvider();
        await using var host = await LocalApiHost.StartAsync(time);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting"), await HealthzAsync(host));
        host.Feed.Publish(SampleSnapshots.Full);
        Assert.Equal((HttpStatusCode.OK, "ok"), await HealthzAsync(host));
        time.Advance(LocalApiEndpoints.StaleAfter + TimeSpan.FromSeconds(1));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stale"), await HealthzAsync(host));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Change_FromAnotherOrigin_IsRefusedAndNotDone(string header, string value)
    {
        await using var host = await LocalApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alarms/A-1/acknowledge") { Content = JsonContent.Create(new { who = "x" }) };
        request.Headers.Add(header, value);

        using var response = await host.Client.SendAsync(request);

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.Forbidden, "station's own page");
        await host.Control.DidNotReceiveWithAnyArgs().AcknowledgeAlarmAsync("", "", default);
    }

    [Fact]
    public async Task Acknowledge_FromTheOwnPage_IsPassedOn()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Control.AcknowledgeAlarmAsync("A-000017", "M. Keller", Arg.Any<CancellationToken>()).Returns(ControlResult.Done("Acknowledged."));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alarms/A-000017/acknowledge") { Content = JsonContent.Create(new { who = " M. Keller " }) };
        request.Headers.Add("Origin", host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Acknowledged.", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("rebind.example:8480", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.0.2.7", HttpStatusCode.OK)]
    [InlineData("localhost:8480", HttpStatusCode.OK)]
    [InlineData("[::1]:8480", HttpStatusCode.OK)]
    public async Task Request_WithHost_IsAnsweredOnlyForThisBox(string hostHeader, HttpStatusCode expected)
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Feed.Publish(SampleSnapshots.Full);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/snapshot") { Headers = { Host = hostHeader } };

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/alarms/A-1/acknowledge", """{"who":"  "}""", "1 to 64 characters")]
    [InlineData("/api/simulation/damage", """{"member":"midspan","severity":1.5}""", "above 0 and below 1")]
    [InlineData("/api/simulation/damage", """{"severity":0.5}""", "Name the member")]
    [InlineData("/api/simulation/fault", """{"sensor":"acc-1","fault":"Melted"}""", "$.fault")]
    [InlineData("/api/simulation/fault", """{"fault":"Frozen"}""", "Name the sensor")]
    [InlineData("/api/simulation/fault", """{"sensor":""", "$")]
    public async Task Change_WithAWrongBody_SaysWhatIsWrong(string path, string body, string words)
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Control.IsSimulated.Returns(true);

        using var response = await host.Client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.BadRequest, words);
    }

    [Fact]
    public async Task Change_ThatIsNotJson_IsRefused()
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.PostAsync("/api/simulation/damage", new FormUrlEncodedContent([new("member", "midspan")]));

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "application/json");
    }

    [Fact]
    public async Task Change_WithAHugeBody_IsRefused()
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.PostAsJsonAsync("/api/alarms/A-1/acknowledge", new { who = new string('x', RequestGuard.MaximumBodyBytes) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Damage_OnARealStation_IsRefusedWithTheReason()
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.PostAsJsonAsync("/api/simulation/damage", new { member = "midspan", severity = 0.2 });

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.Conflict, "real structure");
        host.Control.DidNotReceiveWithAnyArgs().SetDamage("", 0);
    }

    [Fact]
    public async Task Simulation_OnASimulatedStation_IsPassedOn()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Control.IsSimulated.Returns(true);
        host.Control.SetDamage("midspan", 0.2).Returns(ControlResult.Done("Damaged."));
        host.Control.ClearDamage().Returns(ControlResult.Done("Whole."));
        host.Control.SetFault("acc-3", SimulatedFault.Frozen).Returns(ControlResult.NotFound("There is no sensor 'acc-3'."));

        using var damaged = await host.Client.PostAsJsonAsync("/api/simulation/damage", new { member = "midspan", severity = 0.2 });
        using var whole = await host.Client.PostAsJsonAsync("/api/simulation/damage", new { });
        using var fault = await host.Client.PostAsJsonAsync("/api/simulation/fault", new { sensor = "acc-3", fault = "Frozen" });

        Assert.Contains("Damaged.", await damaged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Whole.", await whole.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await LocalApiHost.AssertProblemAsync(fault, HttpStatusCode.NotFound, "no sensor 'acc-3'");
    }

    [Fact]
    public async Task Control_ThatThrows_IsAnsweredInWords()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Control.AcknowledgeAlarmAsync("", "", default).ReturnsForAnyArgs<ControlResult>(_ => throw new InvalidOperationException("secret detail"));

        using var response = await host.Client.PostAsJsonAsync("/api/alarms/A-1/acknowledge", new { who = "x" });

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.InternalServerError, "Measuring goes on");
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode, string?)> HealthzAsync(LocalApiHost host)
    {
        using var response = await host.Client.GetAsync("/healthz");
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }
}
