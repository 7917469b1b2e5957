using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>The driver's end of a simulated SPI bus.</summary>
internal sealed class SimulatedSpiDevice(SimulatedBuses buses, SpiConnectionSettings settings) : SpiDevice
{
    private readonly BusLocation _location = new(BusType.Spi, settings.BusId, settings.ChipSelectLine);
    private readonly byte[] _unused = new byte[TransferBytesMax];

    // spidev's own limit (its module parameter bufsiz).
    private const int TransferBytesMax = 4096;

    public override SpiConnectionSettings ConnectionSettings { get; } = settings;

    public override void Read(Span<byte> buffer)
    {
        var zeros = _unused.AsSpan(0, buffer.Length);
        zeros.Clear();
        TransferFullDuplex(zeros, buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => TransferFullDuplex(buffer, _unused.AsSpan(0, buffer.Length));

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (writeBuffer.Length != readBuffer.Length)
            throw new ArgumentException("Both buffers must have the same length.");
        if (writeBuffer.Length > TransferBytesMax)
            throw SimulatedBusError.Of(90, "performing SPI data transfer");
        if (buses.Find<SimulatedSpiChip>(_location) is not { } chip)
        {
            readBuffer.Fill(0xFF);
            return;
        }

        buses.Delay(chip);
        chip.Transfer(ConnectionSettings.Mode, writeBuffer, readBuffer);
    }
}
