using System.Device.I2c;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>The driver's end of a simulated I2C bus.</summary>
internal sealed class SimulatedI2cDevice(SimulatedBuses buses, I2cConnectionSettings settings) : I2cDevice
{
    private const int RemoteIoError = 121;

    private readonly BusLocation _location = new(BusType.I2c, settings.BusId, settings.DeviceAddress);

    public override I2cConnectionSettings ConnectionSettings { get; } = settings;

    public override void Read(Span<byte> buffer) => WriteRead([], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => WriteRead(buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        var chip = buses.Find<SimulatedI2cChip>(_location);
        if (chip is not null)
            buses.Delay(chip);
        if (chip?.Transfer(writeBuffer, readBuffer) != true)
            throw SimulatedBusError.Of(RemoteIoError, "performing I2C data transfer");
    }
}
