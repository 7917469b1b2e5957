using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>A miniSEED file, version 2 or 3, by its sources. It is read whole; the records keep referring to its bytes.</summary>
internal static class MiniSeedFile
{
    /// <summary>Longest file.</summary>
    public const long BytesMax = 1L << 30;

    private const int MagicBytes = 8;

    /// <summary>Whether the file begins like miniSEED, whatever it is named.</summary>
    /// <exception cref="AnalysisException">It is a pipe: what was looked at would be gone.</exception>
    public static bool IsOne(string file)
    {
        if (!File.Exists(file))
            return false;
        using var stream = File.OpenRead(file);
        if (!stream.CanSeek)
            throw new AnalysisException($"{file}: this is a pipe, and a recording is read twice. Write it into a file first, and name that.");
        Span<byte> start = stackalloc byte[MagicBytes];
        return MiniSeedReader.IsMiniSeed(start[..stream.ReadAtLeast(start, MagicBytes, throwOnEndOfStream: false)]);
    }

    /// <param name="file">Path of the file.</param>
    /// <param name="progress">Told the part read, 0 to 1.</param>
    /// <exception cref="AnalysisException">The file is too long or damaged; the message names record and byte.</exception>
    public static IReadOnlyList<MiniSeedTrace> Read(string file, Action<double> progress)
    {
        if (new FileInfo(file).Length > BytesMax)
            throw new AnalysisException($"{file}: the file is longer than {BytesMax >> 20} MiB. Split it, for example by day.");
        var bytes = File.ReadAllBytes(file);
        return Guard(file, () => MiniSeedTrace.Assemble(MiniSeedReader.ReadRecords(bytes).Select(record =>
        {
            progress((double)record.ByteOffset / bytes.Length);
            return record;
        })));
    }

    /// <summary>Runs what reads or decodes records; a fault of the bytes becomes a message for the person.</summary>
    public static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MiniSeedException exception)
        {
            throw new AnalysisException($"{file}: {exception.Message}. Check it with another miniSEED tool, or copy it again from where it came.", exception);
        }
    }
}
