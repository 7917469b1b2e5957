namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Keeps a second agent off a state directory: two writers of one store would number the same records twice.</summary>
internal sealed class StateLock : IDisposable
{
    private const string FileName = "agent.lock";
    private readonly FileStream? _file;

    private StateLock(FileStream? file)
    {
        _file = file;
    }

    /// <summary>Takes the lock; <see langword="null"/> when another agent has it. A directory that cannot be written needs none: nothing is stored there.</summary>
    public static StateLock? TryTake(string stateDirectory)
    {
        try
        {
            Directory.CreateDirectory(stateDirectory);
            return new StateLock(new FileStream(Path.Combine(stateDirectory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            return new StateLock(null);
        }
        catch (IOException) when (File.Exists(Path.Combine(stateDirectory, FileName)))
        {
            return null;
        }
        catch (IOException)
        {
            return new StateLock(null);
        }
    }

    public void Dispose() => _file?.Dispose();
}
