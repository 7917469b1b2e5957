using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// twin.db in its state directory: opened, set aside when it is damaged, replaced by a store in memory when the directory cannot be written.
/// A lock file keeps a second agent out for as long as this one lives, also after kill -9.
/// </summary>
internal sealed class StoreFiles(string stateDirectory, string gatewayId, TimeProvider time) : IDisposable
{
    public const string FileName = "twin.db";

    /// <summary>Damaged files kept for a closer look; when there are more, the oldest goes.</summary>
    private const int SetAsideMax = 3;

    private readonly string _path = Path.Combine(stateDirectory, FileName);
    private FileStream? _lock;

    /// <exception cref="StoreInUseException">Another agent holds the directory.</exception>
    public (StoreDatabase Database, OpenReport Report) Open(Lock writerGate)
    {
        if (TryLock() is { } problem)
            return InMemory(writerGate, problem);
        try
        {
            var database = StoreDatabase.OpenFile(_path, gatewayId, time, writerGate);
            return (database, new OpenReport(database.Epoch, database.IsNew, false, null, null, []));
        }
        catch (Exception error) when (error is StoreDamagedException || (error is SqliteException sqlite && StoreDatabase.IsDamage(sqlite)))
        {
            return Replace(writerGate, error.Message);
        }
        catch (Exception error) when (IsFileTrouble(error))
        {
            return InMemory(writerGate, error.Message);
        }
    }

    /// <summary>Sets the file aside and begins a new one.</summary>
    public (StoreDatabase Database, OpenReport Report) Replace(Lock writerGate, string reason)
    {
        try
        {
            var aside = SetAside();
            IReadOnlyList<string> salvaged = [];
            var database = StoreDatabase.OpenFile(_path, gatewayId, time, writerGate, writer => salvaged = StoreSalvage.Copy(aside, writer));
            return (database, new OpenReport(
                database.Epoch, true, false, $"The store was damaged and a new one was begun; the old one is kept as {aside}. Reason: {reason}", aside, salvaged));
        }
        catch (Exception error) when (IsFileTrouble(error))
        {
            return InMemory(writerGate, $"{reason}; and a new file could not be made: {error.Message}");
        }
    }

    public (StoreDatabase Database, OpenReport Report) InMemory(Lock writerGate, string reason)
    {
        var database = StoreDatabase.OpenMemory(gatewayId, time, writerGate);
        return (database, new OpenReport(
            database.Epoch,
            true,
            true,
            $"The state directory {stateDirectory} cannot be used: records are kept in memory and are lost on a restart. Check the card, its free space and the rights. Reason: {reason}",
            null,
            []));
    }

    public void Dispose() => _lock?.Dispose();

    private static bool IsFileTrouble(Exception error) => error is IOException or UnauthorizedAccessException or SqliteException;

    private string? TryLock()
    {
        try
        {
            Directory.CreateDirectory(stateDirectory);
            _lock = new FileStream(Path.Combine(stateDirectory, "twin.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException error) when ((error.HResult & 0xFFFF) is 11 or 32)
        {
            throw new StoreInUseException(stateDirectory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private string SetAside()
    {
        var number = 1 + SetAsideNumbers().DefaultIfEmpty(0).Max();
        var aside = $"{_path}.damaged-{number.ToString(CultureInfo.InvariantCulture)}";
        foreach (var suffix in new[] { "-wal", "-shm", "" })
        {
            if (File.Exists(_path + suffix))
                File.Move(_path + suffix, aside + suffix, overwrite: true);
        }

        foreach (var old in SetAsideNumbers().OrderDescending().Skip(SetAsideMax))
        {
            foreach (var suffix in new[] { "-wal", "-shm", "" })
                File.Delete($"{_path}.damaged-{old.ToString(CultureInfo.InvariantCulture)}{suffix}");
        }

        return aside;
    }

    private int[] SetAsideNumbers() =>
        Directory.EnumerateFiles(stateDirectory, FileName + ".damaged-*")
            .Select(file => file[(file.LastIndexOf('-') + 1)..])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .ToArray();
}
