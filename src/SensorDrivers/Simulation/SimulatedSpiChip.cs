using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip on SPI: it sees the bytes of each transfer, from chip select to chip select.</summary>
internal abstract class SimulatedSpiChip(TimeProvider time, int seed, SpiMode mode) : SimulatedChip(time, seed)
{
    public void Transfer(SpiMode busMode, ReadOnlySpan<byte> write, Span<byte> read)
    {
        using var access = Access(out var answers);
        if (!answers)
            read.Fill(0xFF);
        else if (IsGarbage || busMode != mode)
            FillWithGarbage(read);
        else
            Exchange(write, read);
    }

    /// <summary>Answers one transfer. Both spans have the same length.</summary>
    private protected abstract void Exchange(ReadOnlySpan<byte> write, Span<byte> read);
}
