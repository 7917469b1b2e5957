namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip on I2C: it sees the bytes between start and stop, and acknowledges or not.</summary>
internal abstract class SimulatedI2cChip(TimeProvider time, int seed) : SimulatedChip(time, seed)
{
    /// <summary>One transfer: a write, a read, or a write and a read after a repeated start. <see langword="false"/>: no acknowledge.</summary>
    public bool Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        using var access = Access(out var answers);
        if (!answers)
            return false;
        if (IsGarbage)
        {
            FillWithGarbage(read);
            return true;
        }

        return (write.IsEmpty || TryWrite(write)) && (read.IsEmpty || TryRead(read));
    }

    private protected abstract bool TryWrite(ReadOnlySpan<byte> bytes);

    private protected abstract bool TryRead(Span<byte> bytes);
}
