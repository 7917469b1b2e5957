using System.IO.Compression;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>The lines of a text file, plain or gzip, as UTF-8 bytes in one buffer of fixed size.</summary>
internal sealed class RecordingLines : IDisposable
{
    /// <summary>Longest line that is read; a table with more columns than fit is refused.</summary>
    public const int LineBytesMax = 256 * 1024;

    private readonly FileStream _file;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[LineBytesMax];
    private int _start;
    private int _end;
    private bool _streamEnded;

    private RecordingLines(string path, FileStream file)
    {
        Path = path;
        _file = file;
        _stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public string Path { get; }

    /// <summary>Number of the last line read, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Part of the file's bytes that was taken so far, 0 to 1.</summary>
    public double ShareRead => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    public static RecordingLines Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan);
            if (file.CanSeek)
                return new RecordingLines(path, file);
            file.Dispose();
            throw new SensorException(
                "open", $"recording {path}", "this is a pipe, and a recording is read twice", "Write it into a file first, and name that", isTransient: false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SensorException("open", $"recording {path}", "the file does not exist", "Check the path", isTransient: false, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SensorException(
                "open", $"recording {path}", "the file may not be read", "Check that it is a file and that the agent's user may read it",
                isTransient: false, exception);
        }
    }

    /// <summary>Reads the next line without its end (LF or CR LF). The span is valid until the next call.</summary>
    /// <returns><see langword="false"/> at the end of the file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, length);
                _start += length + 1;
                LineNumber++;
                if (line.EndsWith("\r"u8))
                    line = line[..^1];
                return true;
            }

            if (_streamEnded)
            {
                line = default;
                return _end > _start ? throw CutOff() : false;
            }

            Fill();
        }
    }

    /// <summary>An error at the last line read.</summary>
    public SensorException Error(string place, string reason, string advice, Exception? cause = null) =>
        new("read", $"recording {System.IO.Path.GetFileName(Path)} line {Math.Max(1, LineNumber)}{place}", reason, advice, isTransient: false, cause);

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            LineNumber++;
            throw Error(
                string.Empty, $"the line is longer than {LineBytesMax / 1024} kB", "Check that the file is a CSV table with one row per line");
        }

        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _streamEnded = read == 0;
            _end += read;
        }
        catch (InvalidDataException exception)
        {
            throw Error(string.Empty, "behind this line the compressed file is damaged", "Copy the file again; gzip -t checks it", exception);
        }
    }

    // A cut number is still a number, so a line without an end cannot be trusted.
    private SensorException CutOff()
    {
        LineNumber++;
        _start = _end;
        return Error(
            string.Empty, "the file ends in the middle of this line, so its last value may be cut off",
            "Copy the file again, or, if the line is complete, add a line break at the end");
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == 2 && magic is [0x1F, 0x8B];
    }
}
