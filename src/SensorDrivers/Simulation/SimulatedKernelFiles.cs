using System.Collections.Concurrent;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>One simulated file of a kernel driver.</summary>
/// <param name="Read">Fills a buffer from the beginning of the file and says how many bytes; throws as the file system does.</param>
/// <param name="Write">Takes what is written; <see langword="null"/> when the file cannot be written.</param>
/// <param name="IsThere">Whether the file exists now.</param>
internal sealed record SimulatedKernelFile(SimulatedFileRead Read, SimulatedFileWrite? Write = null, Func<bool>? IsThere = null);

/// <summary>Reads a simulated file.</summary>
internal delegate int SimulatedFileRead(Span<byte> buffer);

/// <summary>Writes a simulated file.</summary>
internal delegate void SimulatedFileWrite(ReadOnlySpan<byte> text);

/// <summary>The kernel's files of a simulated station. Simulated chips add theirs. Thread-safe.</summary>
internal sealed class SimulatedKernelFiles : IKernelFiles
{
    private readonly ConcurrentDictionary<string, SimulatedKernelFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<IKernelDevice>> _devices = new(StringComparer.Ordinal);

    public void Add(string path, SimulatedKernelFile file) => _files[path] = file;

    public void AddDevice(string path, Func<IKernelDevice> open) => _devices[path] = open;

    public IReadOnlyList<string> List(string directory)
    {
        var prefix = directory.TrimEnd('/') + "/";
        return [.. Present().Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(path => path[prefix.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];
    }

    public bool Exists(string path) =>
        Present().Any(present => present == path || present.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    public int Read(string path, Span<byte> buffer) => Find(path).Read(buffer);

    public void Write(string path, ReadOnlySpan<byte> text)
    {
        var write = Find(path).Write ?? throw new UnauthorizedAccessException($"Access to the path '{path}' is denied.");
        write(text);
    }

    public IKernelDevice OpenDevice(string path) =>
        _devices.TryGetValue(path, out var open) ? open() : throw new FileNotFoundException($"Could not find file '{path}'.", path);

    private IEnumerable<string> Present() =>
        _files.Where(file => file.Value.IsThere?.Invoke() != false).Select(file => file.Key).Concat(_devices.Keys);

    private SimulatedKernelFile Find(string path) =>
        _files.TryGetValue(path, out var file) && file.IsThere?.Invoke() != false
            ? file
            : throw new FileNotFoundException($"Could not find file '{path}'.", path);
}
