namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>
/// Keeps a valid configuration in force. A valid station file is copied to the state directory as the last good one before it takes effect;
/// a file with mistakes changes nothing, is kept beside it for the person who puts it right, and at start the last good one runs instead.
/// A built-in station is never kept as the last good one: a simulated bridge must not stand in for a real one.
/// Thread-safe: loads take turns, and <see cref="Current"/> is replaced as a whole.
/// </summary>
internal sealed class ConfigurationStore
{
    public const string LastGoodName = "station.last-good.json";
    public const string RejectedName = "station.rejected.json";

    private readonly Lock _turn = new();
    private readonly string _stateDirectory;
    private readonly string? _stationFile;
    private volatile ConfigurationSnapshot? _current;

    private ConfigurationStore(string stateDirectory, string? stationFile)
    {
        _stateDirectory = stateDirectory;
        _stationFile = stationFile;
    }

    /// <summary>The configuration in force; <see langword="null"/> when neither the station file nor a last good one is valid.</summary>
    public ConfigurationSnapshot? Current => _current;

    /// <summary>Every mistake of the station file at the latest load; empty when it was valid.</summary>
    public IReadOnlyList<ConfigurationError> LastErrors { get; private set; } = [];

    /// <summary>What could be read of the station file at the latest load, mistakes replaced; <see langword="null"/> when nothing could.</summary>
    public StationConfiguration? Draft { get; private set; }

    /// <summary>Why the last good copy could not be read or written at the latest load; <see langword="null"/> when all is well.</summary>
    public string? CopyProblem { get; private set; }

    /// <summary>The station file, or a name for the built-in one.</summary>
    public string SourceName => _stationFile ?? "built-in station";

    /// <summary>Loads a station file. Never throws for what it holds, nor for a state directory that cannot be used.</summary>
    public static ConfigurationStore Open(string stationFile, string stateDirectory)
    {
        var store = new ConfigurationStore(stateDirectory, Path.GetFullPath(stationFile));
        if (store.Reload().Outcome == ReloadOutcome.Rejected)
            store.TakeLastGood();
        return store;
    }

    /// <summary>Takes a station that is part of the program.</summary>
    /// <exception cref="InvalidOperationException">It has mistakes, which a test rules out.</exception>
    public static ConfigurationStore OpenBuiltIn(ReadOnlySpan<byte> station, string stateDirectory)
    {
        var store = new ConfigurationStore(stateDirectory, null);
        var loaded = StationFile.Parse(station, store.SourceName);
        if (!loaded.IsValid)
            throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Errors.Select(error => error.Describe(loaded.SourceName))));
        store._current = new ConfigurationSnapshot(loaded.Configuration, loaded.Bytes, ConfigurationOrigin.BuiltIn);
        return store;
    }

    /// <summary>Reads the station file again, on SIGHUP or on command.</summary>
    public ReloadResult Reload()
    {
        lock (_turn)
        {
            if (_stationFile is null)
                return new ReloadResult(ReloadOutcome.Unchanged, []);
            CopyProblem = null;
            var loaded = StationFile.Load(_stationFile);
            LastErrors = loaded.Errors;
            Draft = loaded.Draft;
            return loaded.IsValid ? Apply(loaded, loaded.Configuration) : Reject(loaded);
        }
    }

    /// <summary>A file that the configuration names; a relative path is taken from the folder of the station file.</summary>
    public string ResolveFile(string path) =>
        Path.GetFullPath(path, _stationFile is null ? Environment.CurrentDirectory : Path.GetDirectoryName(_stationFile)!);

    private ReloadResult Apply(StationLoadResult loaded, StationConfiguration configuration)
    {
        TryOnCopy(() =>
        {
            Keep(LastGoodName, loaded.Bytes);
            File.Delete(InState(RejectedName));
        });
        var isUnchanged = _current is { Origin: ConfigurationOrigin.StationFile } current && current.Bytes.Span.SequenceEqual(loaded.Bytes.Span);
        if (!isUnchanged)
            _current = new ConfigurationSnapshot(configuration, loaded.Bytes, ConfigurationOrigin.StationFile);
        return new ReloadResult(isUnchanged ? ReloadOutcome.Unchanged : ReloadOutcome.Applied, []);
    }

    private ReloadResult Reject(StationLoadResult loaded)
    {
        if (loaded.Bytes.Length is > 0 and <= StationFile.MaximumBytes)
            TryOnCopy(() => Keep(RejectedName, loaded.Bytes));
        return new ReloadResult(ReloadOutcome.Rejected, loaded.Errors);
    }

    private void TakeLastGood()
    {
        var path = InState(LastGoodName);
        if (!File.Exists(path))
            return;
        var loaded = StationFile.Load(path);
        if (loaded.IsValid)
            _current = new ConfigurationSnapshot(loaded.Configuration, loaded.Bytes, ConfigurationOrigin.LastGood);
        else
            CopyProblem = $"The last good station file is not valid either: {loaded.Errors[0].Describe(path)} ({loaded.Errors.Count} in all).";
    }

    /// <summary>Writes beside the file and renames, so that a power cut leaves the old one or the new one. Spares the flash when nothing changed.</summary>
    private void Keep(string name, ReadOnlyMemory<byte> bytes)
    {
        Directory.CreateDirectory(_stateDirectory);
        var path = InState(name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes.Span))
            return;
        var draft = path + ".new";
        using (var file = File.Create(draft))
        {
            file.Write(bytes.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private void TryOnCopy(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            CopyProblem = $"The station file could not be kept in {_stateDirectory}: {error.Message} A bad station file would now stop the station at its next start.";
        }
    }

    private string InState(string name) => Path.Combine(_stateDirectory, name);
}
