using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Tests.Store;

namespace EdgeTwin.EdgeAgent.Tests.Twin;

public sealed class TwinStateTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("twin");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Report_SameContent_KeepsTheVersion()
    {
        using var station = new Station(_folder, _time);
        station.Store.Commit();
        Assert.Equal(1, Version(station, "station"));
        station.Twin.Report("health", json => json.WriteString("state", "ok"));
        station.Store.Commit();
        station.Twin.Report("health", json => json.WriteString("state", "ok"));
        station.Store.Commit();
        Assert.Equal(1, Version(station, "health"));
        station.Twin.Report("health", json => json.WriteString("state", "fault"));
        station.Store.Commit();
        Assert.Equal(2, Version(station, "health"));
    }

    [Fact]
    public void Report_NotCommitted_IsNotToldYet()
    {
        using var station = new Station(_folder, _time);
        station.Store.Commit();
        var told = new List<string>();
        station.Twin.StateChanged += told.Add;
        station.Twin.Report("health", json => json.WriteString("state", "ok"));
        Assert.Empty(told);
        Assert.DoesNotContain(station.Twin.ReportedState(), section => section.Section == "health");
        station.Store.Commit();
        Assert.Equal(["health"], told);
    }

    [Fact]
    public void Restart_KeepsVersionsAndAppliedRules()
    {
        using (var station = new Station(_folder, _time))
        {
            Assert.True(station.Apply(5, """{"strain-high":{"above":180,"severity":"critical"}}""").Applied);
            Assert.Equal(2, Version(station, "rules"));
        }

        using var again = new Station(_folder, _time);
        again.Store.Commit();
        Assert.Equal(2, Version(again, "rules"));
        Assert.Equal((180d, AlarmSeverity.Critical), (Assert.Single(again.Twin.Rules).Above, again.Twin.Rules[0].Severity));
        Assert.Equal(5, again.Twin.LastAnswer("rules")!.Version);
        Assert.True(again.Apply(5, """{"strain-high":{"above":180,"severity":"critical"}}""").Applied);
        Assert.False(again.Apply(4, "{}").Applied);
        Assert.True(again.Apply(6, "{}").Applied);
        Assert.Equal(200, again.Twin.Rules[0].Above);
    }

    [Fact]
    public void ApplyDesired_WithMistakes_TellsAllAndChangesNothing()
    {
        using var station = new Station(_folder, _time);
        var answer = station.Apply(1, """{"nope":{},"strain-high":{"above":"high","below":3,"persistenceWindows":0,"severity":"huge","colour":"red"}}""");
        Assert.False(answer.Applied);
        Assert.Equal(
            ["nope", "strain-high.above", "strain-high.below", "strain-high.colour", "strain-high.persistenceWindows", "strain-high.severity"],
            answer.Reasons.Select(reason => reason.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(200, station.Twin.Rules[0].Above);
        Assert.Equal("reject-desired", station.Store.Reader.RecentAudit(1)[0].Action);
        Assert.Equal(answer, station.Twin.LastAnswer("rules"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"strain-high\":7}")]
    [InlineData("{\"strain-high\":{},\"strain-high\":{}}")]
    public void ApplyDesired_Hostile_IsAnsweredNotThrown(string values)
    {
        using var station = new Station(_folder, _time);
        Assert.False(station.Apply(1, values).Applied);
        Assert.NotEmpty(station.Twin.LastAnswer("rules")!.Reasons);
    }

    [Fact]
    public void ApplyDesired_RefusedByTheValidator_KeepsWhatWasInForce()
    {
        using var station = new Station(_folder, _time, rules => rules.Any(rule => rule.Above > 1000) ? ["rules[0].above: out of reach"] : []);
        var answer = station.Apply(1, """{"strain-high":{"above":5000}}""");
        Assert.Equal(["rules[0].above: out of reach"], answer.Reasons);
        Assert.Equal(200, station.Twin.Rules[0].Above);
    }

    [Fact]
    public void ApplyDesired_OlderThanAChangeOnSite_IsRefused()
    {
        using var station = new Station(_folder, _time);
        Assert.True(station.Apply(5, """{"strain-high":{"above":180}}""").Applied);
        station.Twin.ChangeRulesOnSite([Station.Rule with { Above = 150 }], "Ada");
        var answer = station.Apply(6, """{"strain-high":{"above":180}}""");
        Assert.False(answer.Applied);
        Assert.Contains("Ada", Assert.Single(answer.Reasons), StringComparison.Ordinal);
        Assert.Equal(150, station.Twin.Rules[0].Above);
        Assert.True(station.Apply(7, """{"strain-high":{"above":170}}""").Applied);
        Assert.Equal(170, station.Twin.Rules[0].Above);
    }

    [Fact]
    public void Restart_WithOtherRulesInTheStationFile_CountsAsAChangeOnSite()
    {
        using (var station = new Station(_folder, _time))
            Assert.True(station.Apply(5, """{"strain-high":{"above":180}}""").Applied);

        using var again = new Station(_folder, _time, rule: Station.Rule with { Above = 150 });
        Assert.Equal(150, Assert.Single(again.Twin.Rules).Above);
        Assert.False(again.Apply(6, """{"strain-high":{"above":180}}""").Applied);
        Assert.True(again.Apply(7, """{"strain-high":{"above":170}}""").Applied);
        Assert.Equal(170, again.Twin.Rules[0].Above);
    }

    [Fact]
    public void ApplyDesired_UnknownSection_IsRejectedWithReason()
    {
        using var station = new Station(_folder, _time);
        var answer = station.Twin.ApplyDesired("structure", 1, "{}"u8);
        Assert.False(answer.Applied);
        Assert.Contains("only rules is", Assert.Single(answer.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void ApplyDesired_NewLimit_DecidesFromTheNextWindow()
    {
        using var station = new Station(_folder, _time);
        var baseline = NSubstitute.Substitute.For<EdgeTwin.EdgeAgent.Models.IBaselineExpectation>();
        Assert.Empty(station.Book.Evaluate(SampleWindows.Frame(0, strain: 190), null, baseline));
        station.Apply(1, """{"strain-high":{"above":180}}""");
        Assert.Single(station.Book.Evaluate(SampleWindows.Frame(1, strain: 190), null, baseline));
    }

    [Fact]
    public async Task RunCommandAsync_AcknowledgeAlarm_IsKeptAuditedAndTold()
    {
        using var station = new Station(_folder, _time);
        station.RaiseAlarm();
        var told = new List<string>();
        station.Twin.StateChanged += told.Add;
        var answer = await station.Twin.RunCommandAsync("acknowledge-alarm", """{"id":"A-000001","who":"Ada"}"""u8.ToArray(), CancellationToken.None);

        Assert.True(answer.Succeeded, Encoding.UTF8.GetString(answer.Json.Span));
        Assert.Equal(AlarmState.AcknowledgedActive, Assert.Single(station.Store.Reader.OpenAlarms()).State);
        Assert.Equal("acknowledge-alarm", station.Store.Reader.RecentAudit(1)[0].Action);
        Assert.Contains("alarms", told);
        var state = JsonDocument.Parse(station.Twin.ReportedState().Single(section => section.Section == "alarms").Json).RootElement;
        Assert.Equal("acknowledgedActive", state.GetProperty("open")[0].GetProperty("state").GetString());
        Assert.False((await station.Twin.RunCommandAsync("acknowledge-alarm", """{"id":"A-000001"}"""u8.ToArray(), CancellationToken.None)).Succeeded);
    }

    [Theory]
    [InlineData("ping", "{}", true)]
    [InlineData("get-state", "{\"section\":\"station\"}", true)]
    [InlineData("get-state", "{\"section\":\"nope\"}", false)]
    [InlineData("reboot", "{}", false)]
    [InlineData("ping", "[", false)]
    [InlineData("acknowledge-alarm", "{}", false)]
    public async Task RunCommandAsync_Named_AnswersAnObject(string name, string arguments, bool succeeds)
    {
        using var station = new Station(_folder, _time);
        station.Store.Commit();
        var answer = await station.Twin.RunCommandAsync(name, Encoding.UTF8.GetBytes(arguments), CancellationToken.None);
        Assert.Equal(succeeds, answer.Succeeded);
        Assert.Equal(succeeds, !JsonDocument.Parse(answer.Json).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public void Metrics_FromTheLatestWindow_AreOnTheDeviceOfTheirSpan()
    {
        using var station = new Station(_folder, _time);
        var names = station.Twin.Metrics().Select(metric => (metric.Device, metric.Name, metric.ValueType)).ToArray();
        Assert.Contains(station.Twin.Metrics(), metric => metric is { Name: "acc-1.z/rms", Value: null, Good: false });

        station.Twin.TakeFrame(SampleWindows.Frame(0, strain: double.NaN));
        var metrics = station.Twin.Metrics();
        Assert.Equal(names, metrics.Select(metric => (metric.Device, metric.Name, metric.ValueType)));
        Assert.Contains(metrics, metric => metric is { Device: "span-1", Name: "acc-1.z/rms", Value: 0.0123, Unit: "m/s2", Good: true });
        Assert.Contains(metrics, metric => metric is { Name: "strain-1.strain/range", Value: null, Good: false });
        Assert.Contains(metrics, metric => metric is { Device: "", Name: "Station/Alarms open", Value: 0L });
    }

    private static long Version(Station station, string section) =>
        station.Twin.ReportedState().Single(reported => reported.Section == section).Version;
}
