using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Hosting;
using EdgeTwin.EdgeAgent.Tests.Store;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;
using Station = EdgeTwin.EdgeAgent.Tests.Twin.Station;

namespace EdgeTwin.EdgeAgent.Tests.Hosting;

public sealed class StoreAlarmsTests
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("store-alarms");
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Check_SoundStore_RaisesNothing()
    {
        using var station = new Station(_folder, _time);

        Watch(station).Check();

        Assert.Empty(station.Book.Open);
    }

    [Fact]
    public void Check_DamagedFileWasSetAside_IsAnAlarmUntilSomeoneAcknowledgesIt()
    {
        File.WriteAllText(Path.Combine(_folder, "twin.db"), new string('x', 10_000));
        using var station = new Station(_folder, _time);
        var watch = Watch(station);

        watch.Check();
        watch.Check();

        var alarm = Assert.Single(station.Book.Open);
        Assert.Equal((StoreAlarms.ReplacedKey, AlarmClass.Station, AlarmSeverity.Warning), (alarm.Key, alarm.Class, alarm.Severity));
        Assert.Contains("twin.db.damaged-1", alarm.Message, StringComparison.Ordinal);
        Assert.Equal(station.Store.OpenReport.SetAsideAs, alarm.Explanation.GetProperty("details").GetProperty("setAsideAs").GetString());
        Assert.Contains(station.Store.Outbox.Read(0, 100, 1_000_000), entry => entry.Type is RecordType.Alarm);

        station.Twin.AcknowledgeAlarm(alarm.Id, "Ada");
        watch.Check();

        Assert.Empty(station.Book.Open);
        Assert.Equal(AlarmState.Normal, station.Store.Reader.FindAlarm(alarm.Id)!.State);
        watch.Check();
        Assert.Empty(station.Book.Open);
    }

    [Fact]
    public void Check_AlarmOfAReplacedFileAfterARestart_StillWaitsForItsAcknowledgement()
    {
        File.WriteAllText(Path.Combine(_folder, "twin.db"), new string('x', 10_000));
        using (var first = new Station(_folder, _time))
            Watch(first).Check();
        using var station = new Station(_folder, _time);
        var watch = Watch(station);

        watch.Check();

        var alarm = Assert.Single(station.Book.Open);
        station.Twin.AcknowledgeAlarm(alarm.Id, "Ada");
        watch.Check();
        Assert.Empty(station.Book.Open);
    }

    [Fact]
    public void Check_DirectoryCannotBeWritten_IsACriticalAlarmThatSaysWhatToDo()
    {
        var place = Path.Combine(_folder, "not-a-folder");
        File.WriteAllText(place, "");
        using var station = new Station(place, _time);
        var watch = Watch(station);

        watch.Check();
        watch.Check();

        var alarm = Assert.Single(station.Book.Open);
        Assert.Equal((StoreAlarms.MemoryKey, AlarmSeverity.Critical), (alarm.Key, alarm.Severity));
        Assert.Contains("Check the card, its free space and the rights", alarm.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DirectoryCanBeWrittenAgain_ReturnsTheAlarm()
    {
        using var station = new Station(_folder, _time);
        station.Store.AppendAlarmChange(station.Book.Raise(StoreAlarms.MemoryKey, AlarmSeverity.Critical, "store", "In memory.", default, 1)!);

        Watch(station).Check();

        Assert.Equal(AlarmState.UnacknowledgedReturned, Assert.Single(station.Book.Open).State);
    }

    [Fact]
    public void Check_CommitsFailForSeconds_IsAnAlarmThatReturnsWithThem()
    {
        using var station = new Station(_folder, _time);
        var watch = Watch(station);
        station.Store.RecoverFrom(new SqliteException("database is locked", SQLitePCL.raw.SQLITE_BUSY));
        watch.Check();
        Assert.Empty(station.Book.Open);

        using (HoldWriteLock())
        {
            station.Store.Append(SampleWindows.Result(0));
            station.Store.Commit();
            for (var second = 0; second < 5; second++)
                watch.Check();
        }

        var alarm = Assert.Single(station.Book.Open);
        Assert.Equal(StoreAlarms.FailingKey, alarm.Key);
        Assert.Contains("database is locked", alarm.Message, StringComparison.Ordinal);
        station.Store.Commit();
        watch.Check();
        Assert.Equal(AlarmState.UnacknowledgedReturned, Assert.Single(station.Book.Open).State);
    }

    private static StoreAlarms Watch(Station station) => new(
        station.Store,
        station.Book,
        change =>
        {
            station.Twin.ReportAlarms();
            station.Store.AppendAlarmChange(change);
        },
        () => SampleWindows.FirstStartUtcNs);

    private SqliteConnection HoldWriteLock()
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "twin.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }
}
