using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>Stands between driver and simulated bus: counts transfers, fails some, or loses what is written.</summary>
internal sealed class BusProxy(IBusProvider buses) : ForwardingBuses(buses)
{
    public int Transfers { get; private set; }

    /// <summary>Whether the transfer of this number (from 1) fails with the given errno.</summary>
    public Func<int, bool> Fails { get; set; } = _ => false;

    /// <summary>Whether settings that are written get lost.</summary>
    public bool LosesSettings { get; set; }

    public override IKernelFiles Files => new FilesProxy(this, Inner.Files);

    public override I2cDevice OpenI2c(int busNumber, int address) => new I2cProxy(this, Inner.OpenI2c(busNumber, address));

    public override SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new SpiProxy(this, Inner.OpenSpi(busNumber, chipSelect, mode, clockHz));

    private void Count()
    {
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
            if (!proxy.LosesSettings)
                files.Write(path, text);
        }

        public IKernelDevice OpenDevice(string path) => files.OpenDevice(path);
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
            if (!proxy.LosesSettings || buffer.Length < 3)
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
            var isWrite = writeBuffer.Length == 2 ? (writeBuffer[0] & 1) == 0 : writeBuffer[0] == Ads1220WriteRegisters;
            if (!proxy.LosesSettings || !isWrite)
                device.TransferFullDuplex(writeBuffer, readBuffer);
        }
    }
}
