namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// The tables of twin.db. A change of the schema is a new entry at the end of <see cref="Migrations"/>; entries that were released never change.
/// Every stamped table carries boot (id into boots), monotonic_ns, utc_ns, clock_source and uncertainty_ns; an unknown uncertainty is NULL.
/// </summary>
internal static class StoreSchema
{
    /// <summary>"ETwn": tells a twin.db from any other SQLite file.</summary>
    public const int ApplicationId = 0x4554776E;

    public static int Version => Migrations.Length;

    public static readonly string[] Migrations = [First];

    private const string Stamp = "boot INTEGER NOT NULL, monotonic_ns INTEGER NOT NULL, utc_ns INTEGER NOT NULL, clock_source INTEGER NOT NULL, uncertainty_ns INTEGER";

    private const string First = $"""
        CREATE TABLE migrations (version INTEGER PRIMARY KEY, utc_ns INTEGER NOT NULL, software TEXT NOT NULL) STRICT;
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE boots (id INTEGER PRIMARY KEY, boot_id TEXT NOT NULL UNIQUE, first_utc_ns INTEGER NOT NULL, software TEXT NOT NULL) STRICT;

        CREATE TABLE configuration_versions (
            id INTEGER PRIMARY KEY, {Stamp}, actor TEXT NOT NULL, sha256 BLOB NOT NULL, json TEXT NOT NULL) STRICT;
        CREATE TABLE sections (name TEXT PRIMARY KEY, version INTEGER NOT NULL, utc_ns INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE definition_sets (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;
        CREATE TABLE models (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE windows (
            id INTEGER PRIMARY KEY,
            start_utc_ns INTEGER NOT NULL, end_utc_ns INTEGER NOT NULL,
            boot INTEGER NOT NULL, monotonic_ns INTEGER NOT NULL, clock_source INTEGER NOT NULL, uncertainty_ns INTEGER,
            definitions INTEGER NOT NULL, temperature_c REAL, excitation_mps2 REAL,
            float64s BLOB NOT NULL, completeness BLOB, faults TEXT,
            model INTEGER, score REAL, score_index REAL) STRICT;
        CREATE INDEX windows_by_time ON windows (start_utc_ns);

        CREATE TABLE alarms (
            id TEXT PRIMARY KEY, alarm_key TEXT NOT NULL, class INTEGER NOT NULL, severity INTEGER NOT NULL, state INTEGER NOT NULL,
            message TEXT NOT NULL, subject TEXT NOT NULL, raised_utc_ns INTEGER NOT NULL, returned_utc_ns INTEGER,
            acknowledged_utc_ns INTEGER, acknowledged_by TEXT, explanation TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX alarms_open ON alarms (state) WHERE state <> 0;
        CREATE TABLE alarm_changes (
            id INTEGER PRIMARY KEY, {Stamp}, alarm TEXT NOT NULL, previous INTEGER NOT NULL, state INTEGER NOT NULL,
            severity INTEGER NOT NULL, at_utc_ns INTEGER NOT NULL, acknowledged_by TEXT, explanation TEXT) STRICT;
        CREATE INDEX alarm_changes_by_alarm ON alarm_changes (alarm);

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY, {Stamp}, action TEXT NOT NULL, actor TEXT NOT NULL, details TEXT NOT NULL,
            previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
        CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;

        CREATE TABLE losses (
            id INTEGER PRIMARY KEY, {Stamp}, epoch INTEGER NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL,
            first_id INTEGER, last_id INTEGER, records INTEGER NOT NULL, from_utc_ns INTEGER, to_utc_ns INTEGER) STRICT;

        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY, type INTEGER NOT NULL, utc_ns INTEGER NOT NULL, window INTEGER, payload BLOB) STRICT;
        CREATE TABLE lanes (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, {Stamp}, lane TEXT NOT NULL, sequence INTEGER NOT NULL, type INTEGER NOT NULL,
            about_utc_ns INTEGER NOT NULL, reason TEXT NOT NULL, payload BLOB NOT NULL) STRICT;
        """;
}
