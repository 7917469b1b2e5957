using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.SensorDrivers;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// twin.db: what the station measured, decided and changed, and the queue of records for upstream. One writer behind one gate; readers have a
/// connection of their own. Windows wait at most CommitSeconds; an alarm, an audit entry or anything a person did is on the card when its call returns.
/// Nothing here throws for a bad card or a damaged file: the store goes on as well as it can, and says so in <see cref="Health"/>.
/// </summary>
internal sealed class TwinStore : IDisposable
{
    /// <summary>Records that wait for a commit; more force one.</summary>
    private const int PendingRecordsMax = 512;

    /// <summary>Records that wait while commits fail; beyond it windows are counted as lost.</summary>
    private const int FailingRecordsMax = 4096;

    private readonly Lock _gate = new();
    private readonly StoreConfiguration _options;
    private readonly TimeProvider _time;
    private readonly StoreFiles _files;
    private readonly StoreOutbox _outbox;
    private readonly PendingBatch _pending = new();
    private readonly StoreFailures _failures = new();
    private readonly RefusedWindows _refused = new();
    private readonly long _startTimestamp;

    // Guarded by the gate.
    private StoreSession _session;
    private ClockQuality _clockQuality = ClockQuality.Unknown;
    private long? _waitingSince;
    private long _bytesWrittenBefore;
    private long _recordsShed;

    // Written under the gate, read without it.
    private long _head;
    private long _epoch;

    private TwinStore(string stateDirectory, StoreConfiguration options, string gatewayId, TimeProvider time)
    {
        _options = options;
        _time = time;
        _startTimestamp = time.GetTimestamp();
        _files = new StoreFiles(stateDirectory, gatewayId, time);
        (var database, OpenReport) = _files.Open(_gate);
        _session = new StoreSession(database, options);
        (_head, _epoch) = (_session.Head, database.Epoch);
        Reader = new StoreReader(database);
        _outbox = new StoreOutbox(this);
    }

    /// <summary>After a commit was tried: true when it is on the card. Raised by the thread that committed, outside the gate.</summary>
    public event Action<bool>? CommitTried;

    /// <summary>The store had to go on in another file or in memory while running; the report says why.</summary>
    public event Action<OpenReport>? Replaced;

    public OpenReport OpenReport { get; private set; }

    public IOutbox Outbox => _outbox;

    public StoreReader Reader { get; }

    public long Epoch => Interlocked.Read(ref _epoch);

    public long HeadSequence => Interlocked.Read(ref _head);

    /// <summary>Hash of the last audit entry, lower-case hex; reported upstream, so that a chain cut off at its end is noticed.</summary>
    public string AuditHeadHash
    {
        get
        {
            lock (_gate)
                return _session.AuditHeadHash;
        }
    }

    /// <exception cref="StoreInUseException">Another agent works with the directory.</exception>
    public static TwinStore Open(string stateDirectory, StoreConfiguration options, string gatewayId, TimeProvider time) =>
        new(stateDirectory, options, gatewayId, time);

    /// <summary>Takes a window; on the card at once when it changed an alarm, otherwise within CommitSeconds.</summary>
    public void Append(WindowResult result)
    {
        bool atOnce;
        lock (_gate)
        {
            _clockQuality = result.Frame.ClockQuality;
            if (_session.IsExhausted || _pending.Count >= FailingRecordsMax)
                _refused.Add(result.Frame);
            else
                _pending.Add(result);
            for (var i = 0; i < result.AlarmChanges.Count; i++)
                _pending.Add(new PendingAlarm(result.AlarmChanges[i], Stamp()));
            _waitingSince ??= _time.GetTimestamp();
            atOnce = result.AlarmChanges.Count > 0 || (_pending.Count >= PendingRecordsMax && _failures.Count == 0);
        }

        if (atOnce)
            Commit();
    }

    /// <summary>An alarm step that did not come with a window: acknowledged or shelved by a person, or raised by the station about itself.</summary>
    public void AppendAlarmChange(AlarmChange change)
    {
        lock (_gate)
            _pending.Add(new PendingAlarm(change, Stamp()));
        Commit();
    }

    public void AppendAudit(string action, string actor, JsonElement details)
    {
        lock (_gate)
            _pending.Add(new PendingAudit(action, actor, details.GetRawText(), Stamp()));
        Commit();
    }

    /// <summary>The station's own condition, with the next commit.</summary>
    public void AppendHealth(JsonElement health)
    {
        lock (_gate)
        {
            if (_pending.Count >= FailingRecordsMax)
                return;
            _pending.Add(new PendingHealth(health.GetRawText(), RecordStamp.UtcNow(_time)));
            _waitingSince ??= _time.GetTimestamp();
        }
    }

    /// <summary>Keeps a section with its version, with the next commit or at once. Only the latest of a section is kept.</summary>
    public void SaveState(string section, long version, ReadOnlyMemory<byte> json, bool atOnce = false)
    {
        lock (_gate)
        {
            _pending.Sections[section] = new PendingSection(version, json, RecordStamp.UtcNow(_time));
            _waitingSince ??= _time.GetTimestamp();
        }

        if (atOnce)
            Commit();
    }

    /// <summary>Keeps a configuration that was put in force, for ever.</summary>
    public void SaveConfiguration(string json, string actor) =>
        AddAndCommit(database => StoreInserts.Configuration(database, json, actor, Stamp()));

    /// <summary>Names the lanes that must be done with a record before it is removed; lanes of earlier runs hold nothing back any more.</summary>
    public void RegisterLanes(params string[] names)
    {
        lock (_gate)
            _session.RegisterLanes(names);
        Commit();
    }

    public long LanePosition(string lane)
    {
        lock (_gate)
            return _session.Lanes.PositionOf(_session.EnsureLane(lane));
    }

    /// <summary>A watermark above the head is not about this store (it was replaced, or the message is false) and moves nothing.</summary>
    public void AdvanceLane(string lane, long upToSequence)
    {
        lock (_gate)
        {
            _session.EnsureLane(lane);
            if (upToSequence <= _session.Head && _session.Lanes.Advance(lane, upToSequence))
                _waitingSince ??= _time.GetTimestamp();
        }
    }

    public void Quarantine(string lane, OutboxEntry entry, string reason) =>
        AddAndCommit(database => StoreInserts.Quarantine(database, lane, entry, reason, Stamp()));

    /// <summary>Called by the signal path's loop: commits when something has waited for CommitSeconds.</summary>
    public void CommitIfDue()
    {
        lock (_gate)
        {
            if (_waitingSince is not { } since || _time.GetElapsedTime(since).TotalSeconds < _failures.WaitSeconds(_options.CommitSeconds))
                return;
        }

        Commit();
    }

    /// <summary>Puts everything that waits on the card.</summary>
    public void Commit()
    {
        bool succeeded;
        OpenReport? replaced = null;
        lock (_gate)
        {
            if (_pending.IsEmpty && !_session.Lanes.IsDirty)
                return;
            do
                succeeded = TryCommit(ref replaced);
            while (!succeeded && replaced is not null && _failures.Count == 0);
        }

        Announce(succeeded, replaced);
    }

    /// <summary>A reader met an error: damage is acted on at once.</summary>
    public void RecoverFrom(SqliteException error)
    {
        OpenReport? replaced = null;
        lock (_gate)
            ActOn(error, ref replaced);
        if (replaced is not null)
            Announce(true, replaced);
    }

    public StoreHealth Health()
    {
        lock (_gate)
        {
            var problem = _session.Database.Path is null ? OpenReport.Problem : _failures.Count > 0 ? _failures.Message : null;
            return StoreHealth.Of(
                _session, problem, _pending.Count, _recordsShed + _refused.Total, _bytesWrittenBefore, _time.GetElapsedTime(_startTimestamp));
        }
    }

    public void Dispose()
    {
        Commit();
        lock (_gate)
            Reader.Move(() =>
            {
                _session.Close();
                return _session.Database;
            });
        _files.Dispose();
    }

    private bool TryCommit(ref OpenReport? replaced)
    {
        try
        {
            _recordsShed += _session.Shed(Stamp());
            if (_refused.LossToWrite(_session.Database.Epoch, _session.IsExhausted) is { } loss)
            {
                _session.Write(loss, Stamp());
                _refused.Written();
            }

            _session.Commit(_pending);
        }
        catch (SqliteException error)
        {
            _waitingSince = _time.GetTimestamp();
            ActOn(error, ref replaced);
            return false;
        }

        _pending.Clear();
        _failures.Succeeded();
        _waitingSince = null;
        Interlocked.Exchange(ref _head, _session.Head);
        return true;
    }

    private void ActOn(SqliteException error, ref OpenReport? replaced)
    {
        switch (_failures.After(error, _session.Database.Path is null))
        {
            case FailureVerdict.Replace:
                replaced = Move(() => _files.Replace(_gate, error.Message));
                break;
            case FailureVerdict.GoToMemory:
                replaced = Move(() => _files.InMemory(_gate, error.Message));
                break;
        }
    }

    /// <summary>The old file is closed before the new one is made: SQLite deletes the write-ahead log by name when it closes.</summary>
    private OpenReport Move(Func<(StoreDatabase Database, OpenReport Report)> open)
    {
        Reader.Move(() =>
        {
            _bytesWrittenBefore += _session.BytesWritten;
            var lanes = _session.Lanes.All.Keys.ToArray();
            _session.Dispose();
            (var database, OpenReport) = open();
            _session = new StoreSession(database, _options);
            _session.RegisterLanes(lanes);
            return database;
        });
        Interlocked.Exchange(ref _head, _session.Head);
        Interlocked.Exchange(ref _epoch, _session.Database.Epoch);
        _failures.Succeeded();
        return OpenReport;
    }

    private void Announce(bool succeeded, OpenReport? replaced)
    {
        _outbox.WakeWaiters();
        CommitTried?.Invoke(succeeded);
        if (replaced is not null)
            Replaced?.Invoke(replaced);
    }

    private void AddAndCommit(Action<StoreDatabase> write)
    {
        lock (_gate)
            _pending.Add(write);
        Commit();
    }

    private RecordStamp Stamp() => new(RecordStamp.MonotonicNow(_time), RecordStamp.UtcNow(_time), _clockQuality);
}
