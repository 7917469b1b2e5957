namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Where a record's data lie and how many samples a record takes at most.</summary>
internal interface IRecordFrame
{
    /// <summary>First byte of the data in the record.</summary>
    int DataOffset { get; }

    /// <summary>Most samples that the header can count.</summary>
    int MaximumSamples { get; }

    /// <summary>Writes the header around data that are in place.</summary>
    /// <param name="record">The longest record; the data lie at <see cref="DataOffset"/>.</param>
    /// <param name="encoding">Encoding of this record.</param>
    /// <param name="samples">Samples in it.</param>
    /// <param name="dataBytes">Bytes of data.</param>
    /// <param name="startTimeNs">Time of its first sample.</param>
    /// <returns>Length of the finished record.</returns>
    int Finish(Span<byte> record, MiniSeedEncoding encoding, int samples, int dataBytes, long startTimeNs);
}
