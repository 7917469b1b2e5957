namespace EdgeTwin.EdgeAgent.Store;

internal enum StoreState
{
    Ok,

    /// <summary>The cap was reached: old records are being shed, and the loss ledger says which.</summary>
    Shedding,

    /// <summary>Commits fail; records wait in memory up to a limit.</summary>
    Failing,

    /// <summary>The state directory cannot be written; a restart loses everything.</summary>
    InMemory,
}

/// <summary>What health and the page show of the store.</summary>
/// <param name="State">State.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="FileBytes">Bytes of twin.db and its write-ahead log.</param>
/// <param name="MaximumBytes">The cap.</param>
/// <param name="PendingRecords">Records that wait for the next commit.</param>
/// <param name="OutboxRecords">Records that some lane has not finished.</param>
/// <param name="RecordsLost">Windows and outbox records that were shed or could not be kept, since the start.</param>
/// <param name="BytesWritten">Bytes written to the card by the store since the start.</param>
/// <param name="BytesPerDay">The same per day, at the rate since the start; NaN in the first minute.</param>
internal sealed record StoreHealth(
    StoreState State,
    string Message,
    long FileBytes,
    long MaximumBytes,
    int PendingRecords,
    long OutboxRecords,
    long RecordsLost,
    long BytesWritten,
    double BytesPerDay)
{
    /// <summary>Before that a rate says nothing.</summary>
    private const double RateSecondsMin = 60;

    public static StoreHealth Of(StoreSession session, string? problem, int pending, long lost, long bytesWrittenBefore, TimeSpan since)
    {
        var (state, message) = (session.Database.Path, problem) switch
        {
            (null, _) => (StoreState.InMemory, problem ?? "Records are kept in memory only, and are lost on a restart."),
            (_, not null) => (StoreState.Failing, $"Records cannot be written and wait in memory: {problem}"),
            _ when lost > 0 => (StoreState.Shedding, $"The store is full: {lost} old records were given up since the start; the loss ledger names them."),
            _ => (StoreState.Ok, "Records are kept."),
        };
        var written = bytesWrittenBefore + session.BytesWritten;
        var perDay = since.TotalSeconds < RateSecondsMin ? double.NaN : written / since.TotalDays;
        return new StoreHealth(state, message, session.FileBytes, session.MaximumBytes, pending, session.Backlog, lost, written, perDay);
    }
}
