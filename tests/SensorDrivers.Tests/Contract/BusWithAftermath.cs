using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>What happens behind a transfer that has reached the chip, before its driver knows.</summary>
/// <param name="transfer">Number of the transfer, from 1.</param>
/// <param name="read">What the chip answered.</param>
internal delegate void Aftermath(int transfer, Span<byte> read);

/// <summary>Stands between driver and simulated bus and does something behind each transfer.</summary>
internal sealed class BusWithAftermath(IBusProvider buses, Aftermath aftermath) : ForwardingBuses(buses)
{
    private int _transfers;

    public override I2cDevice OpenI2c(int busNumber, int address) => new I2cProxy(this, Inner.OpenI2c(busNumber, address));

    public override SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new SpiProxy(this, Inner.OpenSpi(busNumber, chipSelect, mode, clockHz));

    private void After(Span<byte> read) => aftermath(++_transfers, read);

    private sealed class I2cProxy(BusWithAftermath bus, I2cDevice device) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            device.Read(buffer);
            bus.After(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            device.Write(buffer);
            bus.After([]);
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            device.WriteRead(writeBuffer, readBuffer);
            bus.After(readBuffer);
        }
    }

    private sealed class SpiProxy(BusWithAftermath bus, SpiDevice device) : SpiDevice
    {
        public override SpiConnectionSettings ConnectionSettings => device.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            device.Read(buffer);
            bus.After(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            device.Write(buffer);
            bus.After([]);
        }

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            device.TransferFullDuplex(writeBuffer, readBuffer);
            bus.After(readBuffer);
        }
    }
}
