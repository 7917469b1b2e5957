using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

internal enum FailureVerdict
{
    /// <summary>Try again; the records wait in memory.</summary>
    Retry,

    /// <summary>The file is damaged: set it aside and begin a new one.</summary>
    Replace,

    /// <summary>The card does not take anything any more: go on in memory, so that alarms still reach the wire.</summary>
    GoToMemory,
}

/// <summary>Decides what follows from a failed read or write. Guarded by the store's gate.</summary>
internal sealed class StoreFailures
{
    private const int CardFailuresMax = 3;

    /// <summary>Another program holds the write lock, for example a person with a database tool.</summary>
    private const int BusyFailuresMax = 30;

    private const double RetryAfterSeconds = 1;

    /// <summary>New files begun by one run of the agent; a card that damages more of them is not to be written any more.</summary>
    private const int ReplacementsMax = 3;

    private int _replacements;

    /// <summary>Failures in a row.</summary>
    public int Count { get; private set; }

    public string Message { get; private set; } = "";

    public double WaitSeconds(double commitSeconds) => Count == 0 ? commitSeconds : RetryAfterSeconds;

    public void Succeeded() => Count = 0;

    public FailureVerdict After(SqliteException error, bool inMemory)
    {
        Count++;
        Message = error.Message;
        if (inMemory)
            return FailureVerdict.Retry;
        if (StoreDatabase.IsDamage(error))
            return _replacements++ < ReplacementsMax ? FailureVerdict.Replace : FailureVerdict.GoToMemory;
        var busy = error.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;
        return Count >= (busy ? BusyFailuresMax : CardFailuresMax) ? FailureVerdict.GoToMemory : FailureVerdict.Retry;
    }
}
