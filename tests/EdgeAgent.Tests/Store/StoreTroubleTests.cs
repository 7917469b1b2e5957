using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Tests.Store;

public sealed class StoreTroubleTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("store");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_FileOfGarbage_SetsItAsideAndBeginsANewEpoch()
    {
        File.WriteAllText(InState("twin.db"), new string('x', 10_000));
        using var store = Open();
        Assert.True(store.OpenReport.NewEpoch);
        Assert.Contains("damaged", store.OpenReport.Problem, StringComparison.Ordinal);
        Assert.Equal(10_000, new FileInfo(InState("twin.db.damaged-1")).Length);
        store.Append(SampleWindows.Result(0, SampleWindows.Raised("A-000001")));
        Assert.Equal([RecordType.Loss, RecordType.Features, RecordType.Alarm], store.Outbox.Read(0, 10, 100_000).Select(entry => entry.Type));
    }

    [Fact]
    public void Open_DamagedPage_CarriesOverAlarmsAndWhatWasNotSent()
    {
        long epoch;
        using (var store = Open())
        {
            epoch = store.Epoch;
            store.RegisterLanes("twin");
            store.AppendAudit("test", "Ada", JsonSerializer.SerializeToElement(new { n = 1 }));
            for (var i = 0; i < 500; i++)
                store.Append(SampleWindows.Result(i));
            store.Append(SampleWindows.Result(500, SampleWindows.Raised("A-000007")));
            store.Outbox.Advance("twin", 400);
            store.SaveConfiguration("""{"version":1}""", "Ada");
        }

        Spoil("SELECT rootpage FROM sqlite_schema WHERE name = 'windows_by_time'");
        using var again = Open();
        Assert.NotEqual(epoch, again.Epoch);
        Assert.NotNull(again.OpenReport.SetAsideAs);
        Assert.Contains("1 alarms", again.OpenReport.Salvaged);
        Assert.Equal("A-000007", Assert.Single(again.Reader.OpenAlarms()).Id);
        Assert.Equal(7, again.Reader.LastAlarmNumber());
        Assert.Equal("""{"version":1}""", again.Reader.LatestConfiguration());
        Assert.True(again.Reader.VerifyAudit().Intact);
        Assert.Equal(1, again.Reader.VerifyAudit().Entries);

        var entries = again.Outbox.Read(0, 1000, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(103, entries.Count);
        Assert.Contains(entries, entry => entry.Type is RecordType.Alarm);
        Assert.Equal("windowSeconds", JsonDocument.Parse(entries[0].Payload).RootElement.EnumerateObject().ElementAt(2).Name);
    }

    [Fact]
    public void Open_AlarmsCannotBeSalvaged_StillGivesNoNumberTwice()
    {
        using (var store = Open())
        {
            for (var number = 1; number <= 40; number++)
                store.Append(SampleWindows.Result(number, SampleWindows.Raised($"A-{number:D6}")));
        }

        var bytes = File.ReadAllBytes(InState("twin.db"));
        Array.Clear(bytes, 0, 4096);
        File.WriteAllBytes(InState("twin.db"), bytes);
        using var again = Open();
        Assert.Empty(again.Reader.OpenAlarms());
        Assert.Equal(40, again.Reader.LastAlarmNumber());
    }

    [Fact]
    public async Task WaitForMoreAsync_StoreIsReplaced_EndsTheLanesSession()
    {
        using var store = Open();
        for (var i = 0; i < 10; i++)
            store.Append(SampleWindows.Result(i));
        store.Commit();
        var waiting = store.Outbox.WaitForMoreAsync(10, CancellationToken.None);
        for (var failure = 0; failure < 3; failure++)
            store.RecoverFrom(new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR));
        await Assert.ThrowsAsync<SyncException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Throws<SyncException>(() => store.Outbox.Read(10, 1, 1));
    }

    [Fact]
    public void Open_FileOfANewerVersion_IsKeptAside()
    {
        using (Open())
        {
        }

        Execute("PRAGMA user_version = 999");
        using var store = Open();
        Assert.Contains("newer version", store.OpenReport.Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(InState("twin.db.damaged-1")));
    }

    [Fact]
    public void Open_DirectoryIsAFile_WorksInMemoryAndSaysSo()
    {
        var place = InState("not-a-folder");
        File.WriteAllText(place, "");
        using var store = TwinStore.Open(place, new StoreConfiguration(), "gw-1", _time);
        Assert.True(store.OpenReport.InMemory);
        store.Append(SampleWindows.Result(0, SampleWindows.Raised("A-000001")));
        Assert.Equal(2, store.Outbox.Read(0, 10, 100_000).Count);
        Assert.Equal(StoreState.InMemory, store.Health().State);
        Assert.Contains("memory", store.Health().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TwiceAtOnce_IsRefusedWithAdvice()
    {
        using var store = Open();
        var error = Assert.Throws<StoreInUseException>(() => Open());
        Assert.Contains("already works with", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commit_FileIsSpoiltWhileRunning_GoesOnInANewFile()
    {
        OpenReport? report = null;
        using var store = Open();
        store.Replaced += replaced => report = replaced;
        store.RegisterLanes("twin");
        for (var i = 0; i < 300; i++)
            store.Append(SampleWindows.Result(i));
        store.Commit();
        var epoch = store.Epoch;
        store.RecoverFrom(new SqliteException("database disk image is malformed", SQLitePCL.raw.SQLITE_CORRUPT));

        Assert.NotNull(report);
        Assert.NotEqual(epoch, store.Epoch);
        store.Append(SampleWindows.Result(300, SampleWindows.Raised("A-000001")));
        Assert.Equal(302, store.HeadSequence);
        Assert.Equal(302, store.Outbox.Read(0, 1000, int.MaxValue).Count);
    }

    [Fact]
    public void Commit_CardTakesNothingMore_GoesToMemorySoThatAlarmsStillTravel()
    {
        using var store = Open();
        for (var failure = 0; failure < 3; failure++)
            store.RecoverFrom(new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR));

        Assert.Equal(StoreState.InMemory, store.Health().State);
        store.Append(SampleWindows.Result(0, SampleWindows.Raised("A-000001")));
        Assert.Contains(store.Outbox.Read(0, 10, 100_000), entry => entry.Type is RecordType.Alarm);
    }

    [Fact]
    public void VerifyAudit_AnyAlteredEntry_IsFound()
    {
        using (var store = Open())
        {
            for (var i = 0; i < 20; i++)
                store.AppendAudit("change", "Ada", JsonSerializer.SerializeToElement(new { i }));
            Assert.True(store.Reader.VerifyAudit().Intact);
            Assert.Equal(store.AuditHeadHash, store.Reader.VerifyAudit().HeadHash);
        }

        Execute("DROP TRIGGER audit_is_append_only_update; UPDATE audit SET actor = 'Eve' WHERE id = 13");
        using var reader = StoreReader.OpenReadOnly(_folder);
        Assert.Equal((false, 13L), (reader.VerifyAudit().Intact, reader.VerifyAudit().FirstBroken));
    }

    [Fact]
    public void Audit_CannotBeChangedThroughTheDatabase()
    {
        using (var store = Open())
            store.AppendAudit("change", "Ada", JsonSerializer.SerializeToElement(new { i = 1 }));
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => Execute("DELETE FROM audit")).Message, StringComparison.Ordinal);
    }

    private TwinStore Open() => TwinStore.Open(_folder, new StoreConfiguration(), "gw-1", _time);

    private string InState(string name) => Path.Combine(_folder, name);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={InState("twin.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Spoil(string pageQuery)
    {
        long page;
        using (var connection = new SqliteConnection($"Data Source={InState("twin.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pageQuery;
            page = (long)command.ExecuteScalar()!;
        }

        using var file = File.OpenWrite(InState("twin.db"));
        file.Position = (page - 1) * 4096;
        file.Write(new byte[4096]);
    }
}
