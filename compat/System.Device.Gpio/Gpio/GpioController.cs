using System.Collections.Concurrent;
using System.Device.Gpio.Drivers;

namespace System.Device.Gpio;

/// <summary>Opens and uses pins by number. Thread-safe as far as its driver is.</summary>
public class GpioController : IDisposable
{
    private readonly ConcurrentDictionary<int, GpioPin> _pins = new();
    
    // As bool: a dictionary changes such a value in place, without a new node for every level that is written.
    private readonly ConcurrentDictionary<int, bool> _levels = new();
    private GpioDriver? _driver;

    /// <summary>Creates a controller for the header's pins of this machine.</summary>
    /// <exception cref="IOException">There is no GPIO chip, or it may not be opened.</exception>
    public GpioController()
        : this(new LibGpiodDriver(LibGpiodDriver.FindHeaderChip()))
    {
    }

    /// <summary>Creates a controller over a driver, which it will dispose.</summary>
    public GpioController(GpioDriver driver)
    {
        ArgumentNullException.ThrowIfNull(driver);
        _driver = driver;
    }

    /// <summary>Number of pins.</summary>
    public virtual int PinCount => Driver.PinCount;

    private GpioDriver Driver => _driver ?? throw new ObjectDisposedException(nameof(GpioController));

    /// <summary>Opens a pin without changing its mode or level; an open one is returned again.</summary>
    public GpioPin OpenPin(int pinNumber)
    {
        if (_pins.TryGetValue(pinNumber, out var open))
            return open;
        OpenPinCore(pinNumber);
        return _pins[pinNumber] = new GpioPin(pinNumber, this);
    }

    /// <summary>Opens a pin and sets its mode.</summary>
    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        var pin = OpenPin(pinNumber);
        SetPinMode(pinNumber, mode);
        return pin;
    }

    /// <summary>Opens a pin and sets its mode and, of an output, its first level.</summary>
    public GpioPin OpenPin(int pinNumber, PinMode mode, PinValue initialValue)
    {
        var pin = OpenPin(pinNumber);
        _levels[pinNumber] = (bool)initialValue;
        SetPinMode(pinNumber, mode);
        return pin;
    }

    /// <summary>Closes a pin.</summary>
    public void ClosePin(int pinNumber)
    {
        CheckOpen(pinNumber);
        ClosePinCore(pinNumber);
    }

    /// <summary>Whether a pin is open.</summary>
    public virtual bool IsPinOpen(int pinNumber) => _pins.ContainsKey(pinNumber);

    /// <summary>Whether a pin can have a mode.</summary>
    public virtual bool IsPinModeSupported(int pinNumber, PinMode mode) => Driver.IsPinModeSupported(pinNumber, mode);

    /// <summary>Sets a pin's mode.</summary>
    public virtual void SetPinMode(int pinNumber, PinMode mode)
    {
        CheckOpen(pinNumber);
        if (!IsPinModeSupported(pinNumber, mode))
            throw new InvalidOperationException($"Pin {pinNumber} cannot be {mode}.");
        if (_levels.TryGetValue(pinNumber, out var level))
            Driver.SetPinMode(pinNumber, mode, level);
        else
            Driver.SetPinMode(pinNumber, mode);
    }

    /// <summary>A pin's mode.</summary>
    public virtual PinMode GetPinMode(int pinNumber)
    {
        CheckOpen(pinNumber);
        return Driver.GetPinMode(pinNumber);
    }

    /// <summary>A pin's level.</summary>
    public virtual PinValue Read(int pinNumber)
    {
        CheckOpen(pinNumber);
        return Driver.Read(pinNumber);
    }

    /// <summary>Reads several pins, one after the other.</summary>
    public void Read(Span<PinValuePair> pinValuePairs)
    {
        foreach (ref var pair in pinValuePairs)
            pair = new PinValuePair(pair.PinNumber, Read(pair.PinNumber));
    }

    /// <summary>Sets the level of an output; of an input, the level it will have as an output.</summary>
    public virtual void Write(int pinNumber, PinValue value)
    {
        CheckOpen(pinNumber);
        _levels[pinNumber] = (bool)value;
        if (Driver.GetPinMode(pinNumber) == PinMode.Output)
            Driver.Write(pinNumber, value);
    }

    /// <summary>Sets several pins, one after the other.</summary>
    public void Write(ReadOnlySpan<PinValuePair> pinValuePairs)
    {
        foreach (var pair in pinValuePairs)
            Write(pair.PinNumber, pair.PinValue);
    }

    /// <summary>Inverts an output.</summary>
    public virtual void Toggle(int pinNumber)
    {
        CheckOpen(pinNumber);
        Driver.Toggle(pinNumber);
    }

    /// <summary>Blocks until an edge comes or the time is over.</summary>
    public WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        return WaitForEvent(pinNumber, eventTypes, source.Token);
    }

    /// <summary>Blocks until an edge comes or the token is cancelled.</summary>
    public virtual WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        CheckOpen(pinNumber);
        return Driver.WaitForEvent(pinNumber, eventTypes, cancellationToken);
    }

    /// <summary>Awaits an edge or the end of the time.</summary>
    public async ValueTask<WaitForEventResult> WaitForEventAsync(int pinNumber, PinEventTypes eventTypes, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        return await WaitForEventAsync(pinNumber, eventTypes, source.Token).ConfigureAwait(false);
    }

    /// <summary>Awaits an edge.</summary>
    public virtual ValueTask<WaitForEventResult> WaitForEventAsync(int pinNumber, PinEventTypes eventTypes, CancellationToken token)
    {
        CheckOpen(pinNumber);
        return Driver.WaitForEventAsync(pinNumber, eventTypes, token);
    }

    /// <summary>Calls back on every edge, on the driver's thread.</summary>
    public virtual void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        CheckOpen(pinNumber);
        Driver.AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, callback);
    }

    /// <summary>Ends the calls.</summary>
    public virtual void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        CheckOpen(pinNumber);
        Driver.RemoveCallbackForPinValueChangedEvent(pinNumber, callback);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a pin of the driver.</summary>
    protected virtual void OpenPinCore(int pinNumber) => Driver.OpenPin(pinNumber);

    /// <summary>Closes a pin of the driver.</summary>
    protected virtual void ClosePinCore(int pinNumber)
    {
        Driver.ClosePin(pinNumber);
        _pins.TryRemove(pinNumber, out _);
        _levels.TryRemove(pinNumber, out _);
    }

    /// <summary>Closes all pins and the driver.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _driver is null)
            return;
        foreach (var pinNumber in _pins.Keys)
            ClosePinCore(pinNumber);
        _driver.Dispose();
        _driver = null;
    }

    private void CheckOpen(int pinNumber)
    {
        if (!IsPinOpen(pinNumber))
            throw new InvalidOperationException($"Pin {pinNumber} is not open.");
    }
}
