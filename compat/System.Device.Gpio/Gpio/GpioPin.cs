namespace System.Device.Gpio;

/// <summary>An open pin.</summary>
public class GpioPin : IDisposable
{
    private readonly GpioController _controller;
    private bool _isDisposed;

    /// <summary>Creates the pin for a controller that has it open.</summary>
    protected internal GpioPin(int pinNumber, GpioController controller)
    {
        PinNumber = pinNumber;
        _controller = controller;
    }

    /// <summary>Occurs on both edges.</summary>
    public virtual event PinChangeEventHandler ValueChanged
    {
        add
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _controller.RegisterCallbackForPinValueChangedEvent(PinNumber, PinEventTypes.Rising | PinEventTypes.Falling, value);
        }

        remove
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _controller.UnregisterCallbackForPinValueChangedEvent(PinNumber, value);
        }
    }

    /// <summary>The pin's number: the line's offset on its chip, on a Raspberry Pi the GPIO number.</summary>
    public virtual int PinNumber { get; }

    /// <summary>The pin's mode.</summary>
    public virtual PinMode GetPinMode() => _controller.GetPinMode(PinNumber);

    /// <summary>Whether the pin can have a mode.</summary>
    public virtual bool IsPinModeSupported(PinMode pinMode) => _controller.IsPinModeSupported(PinNumber, pinMode);

    /// <summary>Sets the pin's mode.</summary>
    public virtual void SetPinMode(PinMode value) => _controller.SetPinMode(PinNumber, value);

    /// <summary>The pin's level.</summary>
    public virtual PinValue Read() => _controller.Read(PinNumber);

    /// <summary>Sets the level of an output; of an input, the level it will have as an output.</summary>
    public virtual void Write(PinValue value) => _controller.Write(PinNumber, value);

    /// <summary>Inverts an output.</summary>
    public virtual void Toggle() => _controller.Toggle(PinNumber);

    /// <summary>Closes the pin.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the pin.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _controller.IsPinOpen(PinNumber))
            _controller.ClosePin(PinNumber);
    }
}
