namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>The files of this machine. Thread-safe.</summary>
/// <param name="root">What stands before every path; empty for the machine's own files.</param>
public sealed class LinuxKernelFiles(string root = "") : IKernelFiles
{
    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) =>
        Directory.Exists(root + directory)
            ? [.. Directory.EnumerateFileSystemEntries(root + directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(root + path);

    /// <inheritdoc/>
    public int Read(string path, Span<byte> buffer)
    {
        using var file = File.OpenHandle(root + path);
        var count = 0;
        int read;
        while (count < buffer.Length && (read = RandomAccess.Read(file, buffer[count..], count)) > 0)
            count += read;
        return count;
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> text)
    {
        using var file = File.OpenHandle(root + path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, text, 0);
    }

    /// <inheritdoc/>
    public IKernelDevice OpenDevice(string path) => new LinuxKernelDevice(root + path);
}
