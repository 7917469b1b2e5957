namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Reads the records of a miniSEED file, version 2 (SEED 2.4, data records with Blockette 1000, either byte order) and 3 (FDSN 2023), also mixed.
/// Whatever the bytes are, the result is records or a <see cref="MiniSeedException"/> that names record and byte; no header makes it allocate
/// more than its record's bytes can hold. Pure; thread-safe.
/// </summary>
public static class MiniSeedReader
{
    /// <summary>Whether the bytes begin like a miniSEED record of version 2 or 3; eight bytes are enough.</summary>
    public static bool IsMiniSeed(ReadOnlySpan<byte> start) => Header3.IsAt(start) || Header2.IsAt(start);

    /// <summary>Reads one record's header.</summary>
    /// <param name="file">The whole file, or a piece that begins at a record.</param>
    /// <param name="byteOffset">Where in <paramref name="file"/> the record begins.</param>
    /// <param name="index">The record's number, for messages.</param>
    /// <param name="options">Bounds; the defaults when absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is outside of the memory.</exception>
    /// <exception cref="MiniSeedException">The bytes are no valid record.</exception>
    public static MiniSeedRecord ReadRecord(ReadOnlyMemory<byte> file, int byteOffset = 0, int index = 0, MiniSeedReadOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteOffset, file.Length);
        options ??= MiniSeedReadOptions.Default;
        options.Validate();
        var rest = file[byteOffset..];
        var faults = new RecordFaults(index, byteOffset);
        if (rest.IsEmpty)
            throw faults.At(0, "no byte is left");
        if (Header3.IsAt(rest.Span))
            return Header3.Read(rest, options, faults);
        if (Header2.IsAt(rest.Span))
            return Header2.Read(rest, options, faults);
        if (Header2.IsControlHeaderAt(rest.Span))
            throw faults.At(6, $"a control header ({(char)rest.Span[6]}) of a full SEED volume; only data records are read, take them out with a SEED reader");
        throw faults.At(0, "neither a version 2 data record nor a version 3 record begins here");
    }

    /// <summary>Reads all records in the order of the file, one at a time as they are asked for.</summary>
    /// <param name="file">The whole file; an empty one is refused.</param>
    /// <param name="options">Bounds; the defaults when absent.</param>
    /// <exception cref="MiniSeedException">The bytes at some place are no valid record; those before it were delivered.</exception>
    public static IEnumerable<MiniSeedRecord> ReadRecords(ReadOnlyMemory<byte> file, MiniSeedReadOptions? options = null)
    {
        var (at, index) = (0, 0);
        do
        {
            var record = ReadRecord(file, at, index++, options);
            yield return record;
            at += record.Bytes;
        }
        while (at < file.Length);
    }
}
