using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>A simulated chip on SPI: it sees the bytes of each transfer, from chip select to chip select.</summary>
internal abstract class SimulatedSpiChip(TimeProvider time, int seed, SpiMode mode) : SimulatedChip(time, seed)
{
    private const int RemoteIoError = 121;
    private long _heldLowFromNs = -1;
    private int _bytesUntilHeldLow;

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
            HoldLow(read, amount);
    }

    // The line goes low in the middle of a transfer, and then stays low.
    private void HoldLow(Span<byte> read, double bytesBefore)
    {
        var fromNs = Script.TryFind(SimulatedFault.LineHeldLow, NowNs, out var scripted) ? scripted.FromNs : long.MinValue;
        if (fromNs != _heldLowFromNs)
            (_heldLowFromNs, _bytesUntilHeldLow) = (fromNs, (int)Math.Abs(bytesBefore));
        var intact = Math.Min(read.Length, _bytesUntilHeldLow);
        _bytesUntilHeldLow -= intact;
        read[intact..].Clear();
    }

    /// <summary>Answers one transfer. Both spans have the same length.</summary>
    private protected abstract void Exchange(ReadOnlySpan<byte> write, Span<byte> read);
}
