using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// A prepared statement that is bound from spans and stepped without allocating: SqliteCommand boxes every parameter, and the writer
/// runs the same ten statements for years. Positions of parameters count from 1, of columns from 0, as in SQLite. Not thread-safe;
/// whoever owns the connection owns its statements.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>NaN is stored as NULL: a value that is missing.</summary>
    public SqliteStatement Bind(int parameter, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        if (value is null)
            return BindNull(parameter);
        Check(raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    /// <summary>UTF-8; must not be empty.</summary>
    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    public SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds what a column of another statement's row holds.</summary>
    public SqliteStatement BindColumn(int parameter, SqliteStatement row, int column) => raw.sqlite3_column_type(row._statement, column) switch
    {
        raw.SQLITE_INTEGER => Bind(parameter, row.Long(column)),
        raw.SQLITE_FLOAT => Bind(parameter, row.Double(column)),
        raw.SQLITE_TEXT => Bind(parameter, row.Text(column)),
        raw.SQLITE_BLOB => BindBlob(parameter, row.Blob(column)),
        _ => BindNull(parameter),
    };

    public SqliteStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Goes to the next row; at the end the statement is reset and ready for the next use.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    /// <summary>Runs a statement that answers no rows; returns how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs an insertion; returns the rowid it was given.</summary>
    public long Insert()
    {
        Run();
        return raw.sqlite3_last_insert_rowid(_database);
    }

    /// <summary>The first column of the first row as a number, or <paramref name="none"/> without a row or for NULL.</summary>
    public long Scalar(long none = 0)
    {
        var value = Step() && !IsNull(0) ? Long(0) : none;
        Reset();
        return value;
    }

    public int ColumnCount => raw.sqlite3_column_count(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>NULL is NaN.</summary>
    public double Double(int column) => IsNull(column) ? double.NaN : raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Reset() => raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
