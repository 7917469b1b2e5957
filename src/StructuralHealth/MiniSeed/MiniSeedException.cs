namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Bytes that are no valid miniSEED: says which record, which byte of the file, and what is wrong there.</summary>
public sealed class MiniSeedException : FormatException
{
    /// <summary>A fault of one record.</summary>
    /// <param name="recordIndex">Position of the record in the file, from 0.</param>
    /// <param name="byteOffset">Position of the fault in the file, in bytes from its start.</param>
    /// <param name="fault">What is wrong, in words.</param>
    public MiniSeedException(int recordIndex, long byteOffset, string fault)
        : base($"miniSEED record {recordIndex}, byte {byteOffset}: {fault}")
    {
        RecordIndex = recordIndex;
        ByteOffset = byteOffset;
        Fault = fault;
    }

    /// <summary>Position of the record in the file, from 0.</summary>
    public int RecordIndex { get; }

    /// <summary>Position of the fault in the file, in bytes from its start.</summary>
    public long ByteOffset { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Fault { get; }
}
