using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>
/// The windows of the commissioning period on disk, so that a power cut does not begin it anew: one line of JSON that names the columns,
/// then records of start time, values and checksum. Append-only; a torn end is cut off. Belongs to the signal path's thread.
/// </summary>
internal sealed class BaselineWindowFile : IDisposable
{
    private const int SetAsideMax = 3;
    private const int HeadBytesMax = 65_536;
    private readonly FileStream _file;
    private readonly byte[] _record;

    private BaselineWindowFile(FileStream file, int valuesPerRow)
    {
        _file = file;
        _record = new byte[RecordBytes(valuesPerRow)];
    }

    /// <summary>
    /// Opens or begins the file. Windows with other columns are set aside under another name, never deleted while there is room for them.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">What the values of a row are.</param>
    /// <param name="restored">Called for each row found: start of the window and its values.</param>
    public static BaselineWindowFile Open(string path, IReadOnlyList<string> columns, Action<long, double[]> restored)
    {
        var head = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { format = 1, columns }) + "\n");
        if (File.Exists(path) && !HasHead(path, head))
            SetAside(path);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var rows = new BaselineWindowFile(file, columns.Count);
        if (file.Length == 0)
        {
            file.Write(head);
            file.Flush(flushToDisk: true);
        }
        else
        {
            file.Position = head.Length;
            rows.ReadAll(restored);
        }

        return rows;
    }

    public void Append(long startUtcNs, ReadOnlySpan<double> features, ReadOnlySpan<double> covariates)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_record, startUtcNs);
        MemoryMarshal.AsBytes(features).CopyTo(_record.AsSpan(8));
        MemoryMarshal.AsBytes(covariates).CopyTo(_record.AsSpan(8 + 8 * features.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(_record.AsSpan(_record.Length - 4), Checksum(_record.AsSpan(0, _record.Length - 4)));
        _file.Write(_record);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void ReadAll(Action<long, double[]> restored)
    {
        var sound = _file.Position;
        while (_file.ReadAtLeast(_record, _record.Length, throwOnEndOfStream: false) == _record.Length)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(_record.Length - 4)) != Checksum(_record.AsSpan(0, _record.Length - 4)))
                break;
            restored(BinaryPrimitives.ReadInt64LittleEndian(_record), MemoryMarshal.Cast<byte, double>(_record.AsSpan(8, _record.Length - 12)).ToArray());
            sound = _file.Position;
        }

        _file.SetLength(sound);
        _file.Position = sound;
    }

    private static bool HasHead(string path, byte[] head)
    {
        using var file = File.OpenRead(path);
        var found = new byte[Math.Min(head.Length, HeadBytesMax)];
        return file.Length == 0 || (file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(head));
    }

    private static void SetAside(string path)
    {
        for (var number = SetAsideMax; number > 1; number--)
        {
            if (File.Exists($"{path}.{number - 1}"))
                File.Move($"{path}.{number - 1}", $"{path}.{number}", overwrite: true);
        }

        File.Move(path, $"{path}.1", overwrite: true);
    }

    private static int RecordBytes(int valuesPerRow) => 8 + 8 * valuesPerRow + 4;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
