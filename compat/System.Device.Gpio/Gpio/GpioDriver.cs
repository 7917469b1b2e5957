namespace System.Device.Gpio;

/// <summary>What a <see cref="GpioController"/> stands on; subclassed for simulated pins.</summary>
public abstract class GpioDriver : IDisposable
{
    /// <summary>Number of pins.</summary>
    protected internal abstract int PinCount { get; }

    /// <summary>Opens a pin without changing its mode or level.</summary>
    protected internal abstract void OpenPin(int pinNumber);

    /// <summary>Closes a pin.</summary>
    protected internal abstract void ClosePin(int pinNumber);

    /// <summary>Sets a pin's mode.</summary>
    protected internal abstract void SetPinMode(int pinNumber, PinMode mode);

    /// <summary>Sets a pin's mode and, of an output, its first level.</summary>
    protected internal virtual void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        SetPinMode(pinNumber, mode);
        if (mode == PinMode.Output)
            Write(pinNumber, initialValue);
    }

    /// <summary>A pin's mode.</summary>
    protected internal abstract PinMode GetPinMode(int pinNumber);

    /// <summary>Whether a pin can have a mode.</summary>
    protected internal abstract bool IsPinModeSupported(int pinNumber, PinMode mode);

    /// <summary>A pin's level.</summary>
    protected internal abstract PinValue Read(int pinNumber);

    /// <summary>Inverts an output.</summary>
    protected internal virtual void Toggle(int pinNumber) => Write(pinNumber, !Read(pinNumber));

    /// <summary>Sets an output's level.</summary>
    protected internal abstract void Write(int pinNumber, PinValue value);

    /// <summary>Blocks until an edge comes or the token is cancelled.</summary>
    protected internal abstract WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken);

    /// <summary>Awaits an edge.</summary>
    protected internal virtual ValueTask<WaitForEventResult> WaitForEventAsync(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        new(Task.Run(() => WaitForEvent(pinNumber, eventTypes, cancellationToken), CancellationToken.None));

    /// <summary>Calls back on every edge, on the driver's thread.</summary>
    protected internal abstract void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback);

    /// <summary>Ends the calls.</summary>
    protected internal abstract void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes all pins.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
