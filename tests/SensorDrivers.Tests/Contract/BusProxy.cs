using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>Stands between driver and simulated bus: counts transfers, fails some, or loses what is written.</summary>
internal sealed class BusProxy(IBusProvider buses) : ForwardingBuses(buses)
{
    public int Transfers { get; private set; }

    /// <summary>Transfers without what was asked of GPIO lines.</summary>
    public int BusTransfers { get; private set; }

    /// <summary>Whether the transfer of this number (from 1) fails with the given errno.</summary>
    public Func<int, bool> Fails { get; set; } = _ => false;

    /// <summary>Whether the files of the kernel may only be read.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>Whether settings that are written get lost.</summary>
    public bool LosesSettings { get; set; }

    /// <summary>Bit of a transfer's first byte that makes it a read on SPI.</summary>
    public byte SpiReadBit { get; set; } = 0x01;

    public override IKernelFiles Files => new FilesProxy(this, Inner.Files);

    public override GpioController OpenGpio(int chip) => Inner is SimulatedBuses simulated ? new GpioProxy(this, simulated, chip) : Inner.OpenGpio(chip);

    public override I2cDevice OpenI2c(int busNumber, int address) => new I2cProxy(this, Inner.OpenI2c(busNumber, address));

    public override SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new SpiProxy(this, Inner.OpenSpi(busNumber, chipSelect, mode, clockHz));

    private void Count(bool isBus = true)
    {
        if (isBus)
            BusTransfers++;
        if (Fails(++Transfers))
            throw new IOException("Error 5 performing a transfer.", 5);
    }

    private sealed class FilesProxy(BusProxy proxy, IKernelFiles files) : IKernelFiles
    {
        public IReadOnlyList<string> List(string directory) => files.List(directory);

        public bool Exists(string path) => files.Exists(path);

        public int Read(string path, Span<byte> buffer)
        {
            proxy.Count();
            return files.Read(path, buffer);
        }

        public void Write(string path, ReadOnlySpan<byte> text)
        {
            proxy.Count();
            if (proxy.RefusesWrites)
                throw new UnauthorizedAccessException($"Access to the path '{path}' is denied.");
            if (!proxy.LosesSettings)
                files.Write(path, text);
        }

        public IKernelDevice OpenDevice(string path) => files.OpenDevice(path);
    }

    private sealed class GpioProxy(BusProxy proxy, SimulatedBuses simulated, int chip) : GpioController(new SimulatedGpioDriver(simulated, chip))
    {
        public override PinValue Read(int pinNumber)
        {
            proxy.Count(isBus: false);
            return base.Read(pinNumber);
        }

        public override void Write(int pinNumber, PinValue value)
        {
            proxy.Count(isBus: false);
            base.Write(pinNumber, value);
        }
    }

    private sealed class I2cProxy(BusProxy proxy, I2cDevice device) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            proxy.Count();
            device.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            proxy.Count();
            if (!proxy.LosesSettings || buffer.Length < 2)
                device.Write(buffer);
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            proxy.Count();
            device.WriteRead(writeBuffer, readBuffer);
        }
    }

    private sealed class SpiProxy(BusProxy proxy, SpiDevice device) : SpiDevice
    {
        private const byte Ads1220WriteRegisters = 0x43;

        public override SpiConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer) => device.Read(buffer);

        public override void Write(ReadOnlySpan<byte> buffer) => device.Write(buffer);

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            proxy.Count();
            var isWrite = writeBuffer.Length == 2 ? (writeBuffer[0] & proxy.SpiReadBit) == 0 : writeBuffer[0] == Ads1220WriteRegisters;
            if (!proxy.LosesSettings || !isWrite)
                device.TransferFullDuplex(writeBuffer, readBuffer);
        }
    }
}
