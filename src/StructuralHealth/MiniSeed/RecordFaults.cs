namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Where in the file a header is read, so that each fault names record and byte.</summary>
internal readonly record struct RecordFaults(int Index, long ByteOffset)
{
    public MiniSeedException At(int byteInRecord, string fault) => new(Index, ByteOffset + byteInRecord, fault);

    /// <summary>Checks that so many bytes are there.</summary>
    public void RequireBytes(long needed, int available, string what)
    {
        if (needed > available)
            throw At(available, $"truncated: {what} needs {needed} bytes, {available} are left");
    }

    /// <summary>Checks what both versions share: the encoding, what the bytes can hold, and a time scale that holds the samples.</summary>
    public void RequireSamples(byte encoding, long samples, long dataBytes, double rateHz, long startTimeNs, int encodingByte, int samplesByte)
    {
        if (!MiniSeedEncodings.IsSupported((MiniSeedEncoding)encoding))
            throw At(encodingByte, $"encoding {encoding} is not read; known are {string.Join(", ", MiniSeedEncodings.Names)}");
        var capacity = MiniSeedEncodings.CapacityOf((MiniSeedEncoding)encoding, dataBytes);
        if (samples > capacity)
            throw At(samplesByte, $"{samples} samples in {dataBytes} bytes of {MiniSeedEncodings.NameOf((MiniSeedEncoding)encoding)}, which hold {capacity} at most");
        if (rateHz > 0 && startTimeNs / 1e9 + (samples / rateHz) > LastSecond)
            throw At(samplesByte, $"{samples} samples at {rateHz} Hz end behind the year {MiniSeedTime.LastYear}");
    }

    private static double LastSecond => (new DateTime(MiniSeedTime.LastYear + 1, 1, 1) - DateTime.UnixEpoch).TotalSeconds;
}
