namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip on I2C: it sees the bytes between start and stop, and acknowledges or not.</summary>
internal abstract class SimulatedI2cChip(TimeProvider time, int seed) : SimulatedChip(time, seed)
{
    private const int TimedOut = 110;

    /// <summary>One transfer: a write, a read, or a write and a read after a repeated start. <see langword="false"/>: no acknowledge.</summary>
    public bool Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        using var access = Access(out var answers);
        if (IsActive(SimulatedFault.LineHeldLow))
            throw SimulatedBusError.Of(TimedOut, "performing I2C data transfer");
        if (!answers || IsActive(SimulatedFault.NotAcknowledged))
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
