using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip on SPI: it sees the bytes of each transfer, from chip select to chip select.</summary>
internal abstract class SimulatedSpiChip(TimeProvider time, int seed, SpiMode mode) : SimulatedChip(time, seed)
{
    private const int RemoteIoError = 121;

    public void Transfer(SpiMode busMode, ReadOnlySpan<byte> write, Span<byte> read)
    {
        using var access = Access(out var answers);
        if (IsActive(SimulatedFault.NotAcknowledged))
            throw SimulatedBusError.Of(RemoteIoError, "performing SPI data transfer");
        if (!answers)
            read.Fill(0xFF);
        else if (IsGarbage || busMode != mode)
            FillWithGarbage(read);
        else
            Exchange(write, read);
        if (IsActive(SimulatedFault.LineHeldLow, out var amount))
            read[Math.Min(read.Length, (int)Math.Abs(amount))..].Clear();
    }

    /// <summary>Answers one transfer. Both spans have the same length.</summary>
    private protected abstract void Exchange(ReadOnlySpan<byte> write, Span<byte> read);
}
