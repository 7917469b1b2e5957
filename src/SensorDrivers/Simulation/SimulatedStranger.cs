namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>Something on I2C that no driver knows: it acknowledges everything and answers the same byte for ever, as a display does with its status.</summary>
internal sealed class SimulatedStranger(TimeProvider time, int seed) : SimulatedI2cChip(time, seed)
{
    private const byte Status = 0x43;

    private protected override void PowerOn()
    {
    }

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes) => true;

    private protected override bool TryRead(Span<byte> bytes)
    {
        bytes.Fill(Status);
        return true;
    }
}
