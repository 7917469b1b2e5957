using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Hx711;

/// <summary>Simulated GPIO lines whose every call takes some time, as the kernel's do, and behind whose back time can pass.</summary>
internal sealed class PreemptingBuses(SimulatedBuses buses, ManualTimeProvider time) : IBusProvider
{
    /// <summary>How long every call takes.</summary>
    public TimeSpan CallTime { get; set; }

    /// <summary>How long the thread is away after a level of the clock was written; the number of the write is from 1.</summary>
    public Func<int, PinValue, TimeSpan> AwayAfter { get; set; } = (_, _) => TimeSpan.Zero;

    public int Writes { get; private set; }

    public IKernelFiles Files => buses.Files;

    public GpioController OpenGpio(int chip) => new Lines(this, buses, chip);

    public I2cDevice OpenI2c(int busNumber, int address) => buses.OpenI2c(busNumber, address);

    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) => buses.OpenSpi(busNumber, chipSelect, mode, clockHz);

    public bool TryRecoverI2c(int busNumber) => buses.TryRecoverI2c(busNumber);

    public void Pause(TimeSpan duration) => buses.Pause(duration);

    private sealed class Lines(PreemptingBuses owner, SimulatedBuses simulated, int chip) : GpioController(new SimulatedGpioDriver(simulated, chip))
    {
        public override PinValue Read(int pinNumber)
        {
            owner.Advance(owner.CallTime);
            return base.Read(pinNumber);
        }

        public override void Write(int pinNumber, PinValue value)
        {
            owner.Advance(owner.CallTime);
            base.Write(pinNumber, value);
            owner.Advance(owner.AwayAfter(++owner.Writes, value));
        }
    }

    private void Advance(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
            time.Advance(duration);
    }
}
