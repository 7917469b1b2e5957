using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Discovery;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed class SensorEndpointsTests
{
    private static readonly ScanAnswer Answer = new(
        "agent", true, [new BusFinding("i2c-1", 112, "")],
        [new PlaceFinding { Verdict = PlaceVerdict.Unknown, Location = new BusLocation(BusType.I2c, 1, 0x3C), Message = "something answers" }], []);

    [Theory]
    [InlineData("/api/sensors", 10)]
    [InlineData("/api/sensors?seconds=2.5", 2.5)]
    public async Task Sensors_AreThoseOfTheLastSeconds(string path, double seconds)
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Sensors.Sensors(seconds).Returns(new SensorsReport("agent", seconds, []));

        var answer = await host.Client.GetFromJsonAsync<JsonElement>(path);

        Assert.Equal(seconds, answer.GetProperty("seconds").GetDouble());
        Assert.True(answer.GetProperty("allRun").GetBoolean());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("NaN")]
    [InlineData("many")]
    public async Task Sensors_SecondsOutOfRange_AreRefused(string seconds)
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.GetAsync($"/api/sensors?seconds={seconds}");

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.BadRequest, "from 1 to 60");
    }

    [Fact]
    public async Task Scan_AnswersWithPlacesAsTheStationFileWritesThem()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Sensors.ScanAsync(Arg.Any<CancellationToken>()).Returns((Answer, ""));

        using var response = await host.Client.PostAsync("/api/scan", null);

        var place = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("places")[0];
        Assert.Equal("unknown", place.GetProperty("verdict").GetString());
        Assert.Equal("""{"type":"i2c","bus":1,"address":"0x3C"}""", place.GetProperty("location").GetRawText());
    }

    [Fact]
    public async Task Scan_WhileAnotherIsUnderWay_IsRefused()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Sensors.ScanAsync(Arg.Any<CancellationToken>()).Returns(((ScanAnswer?)null, "A scan is under way."));

        using var response = await host.Client.PostAsync("/api/scan", null);

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.Conflict, "under way");
    }

    [Fact]
    public async Task Scan_FromAnotherOrigin_IsRefusedAndNotDone()
    {
        await using var host = await LocalApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scan");
        request.Headers.Add("Origin", "http://evil.example");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await host.Sensors.DidNotReceive().ScanAsync(Arg.Any<CancellationToken>());
    }
}
