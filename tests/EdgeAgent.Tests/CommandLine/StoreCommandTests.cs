using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.Twin;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary><c>explain</c> and <c>audit verify</c> on the store of a station that goes on working meanwhile.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("store-command");
    private readonly Station _station;

    public StoreCommandTests()
    {
        _station = new Station(_folder, new ManualTimeProvider());
        _station.RaiseAlarm();
    }

    [Theory]
    [InlineData("A-000001")]
    [InlineData("a-000001")]
    [InlineData("1")]
    public async Task Explain_BesideARunningAgent_SaysWhyAndWhatHappened(string id)
    {
        _station.Twin.AcknowledgeAlarm("A-000001", "Ada");

        var run = await CommandLineRun.OfAsync("explain", id, "--state", _folder);

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.Contains("above the limit of 200 ue", run.Output, StringComparison.Ordinal);
        Assert.Contains("strain-high: above 200 ue", run.Output, StringComparison.Ordinal);
        Assert.Contains("acknowledged by Ada", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_AsJson_HasTheAlarmItsExplanationAndItsSteps()
    {
        _station.Twin.AcknowledgeAlarm("A-000001", "Ada");

        var run = await CommandLineRun.OfAsync("explain", "A-000001", "--state", _folder, "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("A-000001", json.RootElement.GetProperty("id").GetString());
        Assert.Equal(300, json.RootElement.GetProperty("explanation").GetProperty("value").GetDouble());
        Assert.Equal(
            ["unacknowledgedActive", "acknowledgedActive"],
            json.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Explain_UnknownAlarm_NamesTheNewest()
    {
        var run = await CommandLineRun.OfAsync("explain", "A-000099", "--state", _folder);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("There is no alarm A-000099. The newest are A-000001.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain 1")]
    [InlineData("audit verify")]
    public async Task Run_NoStore_SaysWhereItLooked(string command)
    {
        var empty = RepositoryFiles.TemporaryFolder("no-store");

        var run = await CommandLineRun.OfAsync([.. command.Split(' '), "--state", empty]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains($"There is no {Path.Combine(empty, "twin.db")}", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(empty));
    }

    [Fact]
    public async Task Run_StoreIsGarbage_SaysWhatToDo()
    {
        var folder = RepositoryFiles.TemporaryFolder("garbage");
        await File.WriteAllTextAsync(Path.Combine(folder, "twin.db"), new string('x', 10_000));

        var run = await CommandLineRun.OfAsync("audit", "verify", "--state", folder);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditVerify_IntactChain_SaysSoWithItsHead()
    {
        _station.Twin.AcknowledgeAlarm("A-000001", "Ada");

        var run = await CommandLineRun.OfAsync("audit", "verify", "--state", _folder);

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.Contains($"1 audit entries are intact; the last one has the hash {_station.Store.AuditHeadHash}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AuditVerify_EntryWasAltered_FailsAndNamesIt(bool asJson)
    {
        _station.Twin.AcknowledgeAlarm("A-000001", "Ada");
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "twin.db")};Pooling=False"))
        {
            connection.Open();
            using var alter = connection.CreateCommand();
            alter.CommandText = string.Join(';', Triggers(connection).Select(trigger => $"DROP TRIGGER {trigger}")) + "; UPDATE audit SET actor = 'Eve' WHERE id = 1";
            alter.ExecuteNonQuery();
        }

        var run = await CommandLineRun.OfAsync(["audit", "verify", "--state", _folder, .. asJson ? new[] { "--json" } : []]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("broken at entry 1", asJson ? run.Output : run.Error, StringComparison.Ordinal);
        if (asJson)
            Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement.GetProperty("firstBroken").GetInt64());
    }

    public void Dispose() => _station.Dispose();

    private static List<string> Triggers(SqliteConnection connection)
    {
        using var list = connection.CreateCommand();
        list.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'";
        using var rows = list.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    }
}
