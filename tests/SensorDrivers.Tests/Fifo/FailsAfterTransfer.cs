using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Fifo;

/// <summary>A bus on which a transfer reaches the chip, and its answer gets lost.</summary>
internal sealed class FailsAfterTransfer(IBusProvider buses) : IBusProvider
{
    public int Transfers { get; private set; }

    /// <summary>Number of the transfer that fails; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>Called before and after each transfer.</summary>
    public Action<bool> Passing { get; set; } = _ => { };

    public IKernelFiles Files => buses.Files;

    public GpioController OpenGpio(int chip) => buses.OpenGpio(chip);

    public bool TryRecoverI2c(int busNumber) => buses.TryRecoverI2c(busNumber);

    public void Pause(TimeSpan duration) => buses.Pause(duration);

    public I2cDevice OpenI2c(int busNumber, int address) => new I2c(this, buses.OpenI2c(busNumber, address));

    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) => new Spi(this, buses.OpenSpi(busNumber, chipSelect, mode, clockHz));

    private void End(Span<byte> read)
    {
        Passing(false);
        if (++Transfers != FailAt)
            return;
        read.Clear();
        throw new IOException("Error 5 performing a transfer.", 5);
    }

    private sealed class I2c(FailsAfterTransfer bus, I2cDevice device) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer) => WriteRead([], buffer);

        public override void Write(ReadOnlySpan<byte> buffer) => WriteRead(buffer, []);

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            bus.Passing(true);
            device.WriteRead(writeBuffer, readBuffer);
            bus.End(readBuffer);
        }
    }

    private sealed class Spi(FailsAfterTransfer bus, SpiDevice device) : SpiDevice
    {
        public override SpiConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer) => device.Read(buffer);

        public override void Write(ReadOnlySpan<byte> buffer) => device.Write(buffer);

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            bus.Passing(true);
            device.TransferFullDuplex(writeBuffer, readBuffer);
            bus.End(readBuffer);
        }
    }
}
