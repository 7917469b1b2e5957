using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration.Checks;
using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>
/// Reads the station file and finds every mistake in it at once, in three steps: the text becomes a tree that knows its lines; the tree is
/// checked against the schema that editors use too (names, types, ranges), which yields a configuration with harmless values in place of
/// the broken ones; and that configuration is checked for sense. What a broken value would drag along is not reported again.
/// </summary>
internal static class StationFile
{
    /// <summary>Largest file that is read.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Deepest nesting that is read.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Reads a file. Never throws for what the file holds or for a file that cannot be read.</summary>
    public static StationLoadResult Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[Math.Min(file.Length, MaximumBytes + 1)];
            return Parse(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path);
        }
        catch (FileNotFoundException)
        {
            return Unreadable(path, "there is no such file", "check the path");
        }
        catch (DirectoryNotFoundException)
        {
            return Unreadable(path, "there is no such folder", "check the path");
        }
        catch (UnauthorizedAccessException)
        {
            return Unreadable(path, "the file may not be read (or is a folder)", "let the user of the service read it");
        }
        catch (IOException error)
        {
            return Unreadable(path, $"the file cannot be read ({error.Message})", "check the disk and the path");
        }
    }

    /// <summary>Reads the bytes of a file. Never throws for what they hold.</summary>
    public static StationLoadResult Parse(ReadOnlySpan<byte> utf8, string sourceName)
    {
        var bytes = utf8.ToArray();
        var errors = new ErrorList();
        var tree = SourceReader.Read(bytes, errors);
        if (tree is null)
            return new StationLoadResult(sourceName, bytes, null, errors.InOrder());
        var configuration = SchemaCheck.Bind(tree, errors);
        StationChecks.Run(configuration, errors);
        return new StationLoadResult(sourceName, bytes, errors.Any ? null : configuration, errors.InOrder()) { Draft = configuration };
    }

    /// <summary>Writes a configuration as a station file; reading it gives an equal configuration.</summary>
    public static byte[] Write(StationConfiguration configuration) =>
        JsonSerializer.SerializeToUtf8Bytes(configuration, StationJson.Options);

    private static StationLoadResult Unreadable(string path, string problem, string fix) =>
        new(path, ReadOnlyMemory<byte>.Empty, null, [new ConfigurationError("", 0, problem, fix)]);
}
