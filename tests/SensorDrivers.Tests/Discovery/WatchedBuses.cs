using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>Buses that remember every byte that was written to a device, and can refuse one.</summary>
internal sealed class WatchedBuses(IBusProvider inner) : IBusProvider
{
    public List<(BusLocation Place, byte[] Bytes)> Writes { get; } = [];

    public List<BusLocation> Opened { get; } = [];

    /// <summary>Thrown for every transfer with a place.</summary>
    public Func<BusLocation, IOException?> Refuses { get; set; } = _ => null;

    public IKernelFiles Files => inner.Files;

    public I2cDevice OpenI2c(int busNumber, int address) => new I2c(this, new BusLocation(BusType.I2c, busNumber, address), inner.OpenI2c(busNumber, address));

    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz)
    {
        Opened.Add(new BusLocation(BusType.Spi, busNumber, chipSelect));
        return inner.OpenSpi(busNumber, chipSelect, mode, clockHz);
    }

    public GpioController OpenGpio(int chip) => inner.OpenGpio(chip);

    public bool TryRecoverI2c(int busNumber) => false;

    public void Pause(TimeSpan duration) => inner.Pause(duration);

    private sealed class I2c : I2cDevice
    {
        private readonly WatchedBuses _owner;
        private readonly BusLocation _place;
        private readonly I2cDevice _inner;

        public I2c(WatchedBuses owner, BusLocation place, I2cDevice inner)
        {
            (_owner, _place, _inner) = (owner, place, inner);
            owner.Opened.Add(place);
        }

        public override I2cConnectionSettings ConnectionSettings => _inner.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            Check();
            _inner.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check();
            _owner.Writes.Add((_place, buffer.ToArray()));
            _inner.Write(buffer);
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Check();
            _owner.Writes.Add((_place, writeBuffer.ToArray()));
            _inner.WriteRead(writeBuffer, readBuffer);
        }

        private void Check()
        {
            if (_owner.Refuses(_place) is { } error)
                throw error;
        }
    }
}
