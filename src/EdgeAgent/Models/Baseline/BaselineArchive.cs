using System.Security.Cryptography;
using EdgeTwin.EdgeAgent.Models.Onnx;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>A baseline on disk, checked.</summary>
internal sealed record StoredBaseline(string Path, string Hash, BaselineCard Card, NoveltyBaseline Baseline);

/// <summary>The folder <c>{state}/models</c>: baselines by the hash of their file, and the name of the active one.</summary>
internal sealed class BaselineArchive
{
    private const string ActiveFile = "active";
    private readonly string _folder;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public BaselineArchive(string stateDirectory)
    {
        _folder = System.IO.Path.Combine(stateDirectory, "models");
        Directory.CreateDirectory(_folder);
    }

    public string WindowsPath => System.IO.Path.Combine(_folder, "baseline.windows");

    /// <summary>The active baseline; <see langword="null"/> when there is none.</summary>
    /// <exception cref="InvalidDataException">There is one, but its file is damaged or gone.</exception>
    public StoredBaseline? LoadActive()
    {
        var pointer = System.IO.Path.Combine(_folder, ActiveFile);
        if (!File.Exists(pointer))
            return null;
        var hash = File.ReadAllText(pointer).Trim();
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
            throw new InvalidDataException("the name of the active baseline is unreadable");
        var path = PathOf(hash);
        if (!File.Exists(path))
            throw new InvalidDataException($"the file of the active baseline {System.IO.Path.GetFileName(path)} is gone");
        var onnx = File.ReadAllBytes(path);
        if (HashOf(onnx) != hash)
            throw new InvalidDataException($"the file of the active baseline {System.IO.Path.GetFileName(path)} has changed");
        var (card, baseline) = BaselineCard.Read(onnx);
        return new StoredBaseline(path, hash, card, baseline);
    }

    /// <summary>Keeps a baseline, whole or not at all.</summary>
    public StoredBaseline Keep(NoveltyBaseline baseline, BaselineCard card)
    {
        var onnx = OnnxBaselineWriter.Write(baseline, card);
        var hash = HashOf(onnx);
        WriteWhole(PathOf(hash), onnx);
        return new StoredBaseline(PathOf(hash), hash, card, baseline);
    }

    public void Activate(StoredBaseline stored) => WriteWhole(System.IO.Path.Combine(_folder, ActiveFile), System.Text.Encoding.ASCII.GetBytes(stored.Hash + "\n"));

    /// <summary>Nothing is active from now on; the file of the baseline stays.</summary>
    public void Retire() => File.Delete(System.IO.Path.Combine(_folder, ActiveFile));

    private string PathOf(string hash) => System.IO.Path.Combine(_folder, $"baseline-{hash[..16]}.onnx");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void WriteWhole(string path, byte[] bytes)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
