using System.Device.Gpio;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>The GPIO chip of a simulated station: each line belongs to a simulated chip, or is free and pulled up.</summary>
internal sealed class SimulatedGpioDriver(SimulatedBuses buses, int chip) : GpioDriver
{
    private readonly Dictionary<int, PinMode> _modes = [];

    protected override int PinCount => GpioPlace.LineMax + 1;

    protected override void OpenPin(int pinNumber) => _modes[pinNumber] = PinMode.Input;

    protected override void ClosePin(int pinNumber) => _modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        _modes[pinNumber] = mode;
        // A released line is pulled up.
        if (mode != PinMode.Output)
            buses.FindGpio(new GpioPlace(chip, pinNumber))?.Drive(pinNumber, PinValue.High);
    }

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        var isPulledDown = _modes[pinNumber] == PinMode.InputPullDown;
        return Find(pinNumber)?.Level(pinNumber, isPulledDown) ?? !isPulledDown;
    }

    protected override void Write(int pinNumber, PinValue value) => Find(pinNumber)?.Drive(pinNumber, value);

    private SimulatedGpioChip? Find(int pinNumber)
    {
        var found = buses.FindGpio(new GpioPlace(chip, pinNumber));
        if (found is not null)
            buses.Delay(found);
        return found;
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Simulated lines have levels, not edges.");

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException("Simulated lines have levels, not edges.");

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
    }
}
