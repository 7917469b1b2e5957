namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>
/// The files through which kernel drivers give their measurements: small text files (<c>/sys/bus/w1/devices/…</c>,
/// <c>/sys/bus/iio/devices/…</c>) and character devices (<c>/dev/iio:deviceN</c>). Paths are absolute. Errors are those of the file
/// system (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
/// </summary>
public interface IKernelFiles
{
    /// <summary>Names (not paths) of the entries of a directory, in order; empty when it does not exist.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Whether a file or directory exists.</summary>
    bool Exists(string path);

    /// <summary>Reads a small text file from its beginning into a buffer. May wait as long as the kernel driver measures.</summary>
    /// <returns>Bytes read; at most the length of the buffer.</returns>
    int Read(string path, Span<byte> buffer);

    /// <summary>Writes a small text file at once.</summary>
    void Write(string path, ReadOnlySpan<byte> text);

    /// <summary>Opens a character device for reading without waiting.</summary>
    IKernelDevice OpenDevice(string path);
}

/// <summary>A character device that delivers records.</summary>
public interface IKernelDevice : IDisposable
{
    /// <summary>Reads what is there, at most the length of the buffer; 0 when nothing is there yet.</summary>
    int Read(Span<byte> buffer);
}
