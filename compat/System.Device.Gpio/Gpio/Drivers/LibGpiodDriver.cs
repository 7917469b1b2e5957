using System.Collections.Concurrent;
using System.Device.Linux;
using System.Runtime.InteropServices;

namespace System.Device.Gpio.Drivers;

/// <summary>
/// Pins of <c>/dev/gpiochipN</c>. Named like the driver of the real package that reaches the same kernel interface through libgpiod;
/// here the kernel is asked directly. A pin's edges go either to callbacks or to waits, not to both.
/// </summary>
public class LibGpiodDriver : GpioDriver
{
    private const int ChipsMax = 64;

    private readonly ConcurrentDictionary<int, GpioLine> _lines = new();
    private readonly ConcurrentDictionary<int, EdgeListener> _listeners = new();
    private readonly DeviceFile _chip;

    /// <summary>Opens a chip.</summary>
    /// <param name="gpioChip">N of <c>/dev/gpiochipN</c>.</param>
    /// <exception cref="IOException">The chip is not there, or may not be opened.</exception>
    public LibGpiodDriver(int gpioChip = 0)
        : this($"/dev/gpiochip{gpioChip}")
    {
    }

    internal LibGpiodDriver(string deviceFile)
    {
        _chip = DeviceFile.Open(deviceFile);
        try
        {
            PinCount = (int)ReadChip(_chip).Lines;
        }
        catch
        {
            _chip.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected internal override int PinCount { get; }

    /// <summary>Number of the chip with the header's pins: the processor's own pin controller on a Raspberry Pi, else the first chip.</summary>
    internal static int FindHeaderChip()
    {
        for (var number = 0; number < ChipsMax && File.Exists($"/dev/gpiochip{number}"); number++)
        {
            using var chip = DeviceFile.Open($"/dev/gpiochip{number}");
            if (Label(ReadChip(chip)).StartsWith("pinctrl-", StringComparison.Ordinal))
                return number;
        }

        return 0;
    }

    /// <inheritdoc/>
    protected internal override void OpenPin(int pinNumber)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pinNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pinNumber, PinCount);
        var line = new GpioLine(_chip, pinNumber);
        if (!_lines.TryAdd(pinNumber, line))
        {
            line.Dispose();
            throw new InvalidOperationException($"Pin {pinNumber} is already open.");
        }
    }

    /// <inheritdoc/>
    protected internal override void ClosePin(int pinNumber)
    {
        if (_listeners.TryRemove(pinNumber, out var listener))
            listener.Dispose();
        if (_lines.TryRemove(pinNumber, out var line))
            line.Dispose();
    }

    /// <inheritdoc/>
    protected internal override void SetPinMode(int pinNumber, PinMode mode) => Line(pinNumber).SetMode(mode, PinValue.Low);

    /// <inheritdoc/>
    protected internal override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue) =>
        Line(pinNumber).SetMode(mode, initialValue);

    /// <inheritdoc/>
    protected internal override PinMode GetPinMode(int pinNumber) => Line(pinNumber).Mode;

    /// <inheritdoc/>
    protected internal override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullDown or PinMode.InputPullUp or PinMode.Output;

    /// <inheritdoc/>
    protected internal override PinValue Read(int pinNumber) => Line(pinNumber).Read();

    /// <inheritdoc/>
    protected internal override void Write(int pinNumber, PinValue value) => Line(pinNumber).Write(value);

    /// <inheritdoc/>
    protected internal override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        if (_listeners.ContainsKey(pinNumber))
            throw new InvalidOperationException($"The edges of pin {pinNumber} go to callbacks.");
        var line = Line(pinNumber);
        line.SetEdges(eventTypes);
        using var wakeUp = new WakeUp();
        using var registration = cancellationToken.UnsafeRegister(static state => ((WakeUp)state!).Set(), wakeUp);
        return line.WaitForEdge(wakeUp) is { } edge
            ? new WaitForEventResult { EventTypes = Type(edge) }
            : new WaitForEventResult { TimedOut = true };
    }

    /// <inheritdoc/>
    protected internal override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _listeners.GetOrAdd(pinNumber, number => new EdgeListener(this, number, Line(number))).Add(eventTypes, callback);

    /// <inheritdoc/>
    protected internal override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        if (_listeners.TryGetValue(pinNumber, out var listener) && listener.Remove(callback) && _listeners.TryRemove(pinNumber, out _))
            listener.Dispose();
    }

    internal static PinEventTypes Type(in GpioLineEvent edge) =>
        edge.Id == GpioRequest.EventRising ? PinEventTypes.Rising : PinEventTypes.Falling;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var pinNumber in _lines.Keys)
                ClosePin(pinNumber);
            _chip.Dispose();
        }

        base.Dispose(disposing);
    }

    private GpioLine Line(int pinNumber) =>
        _lines.TryGetValue(pinNumber, out var line) ? line : throw new InvalidOperationException($"Pin {pinNumber} is not open.");

    private static unsafe GpioChipInformation ReadChip(DeviceFile chip)
    {
        GpioChipInformation information;
        chip.Control(GpioRequest.ChipInfo, &information, "reading of the GPIO chip");
        return information;
    }

    private static unsafe string Label(GpioChipInformation information) =>
        Marshal.PtrToStringUTF8((nint)information.Label) ?? string.Empty;
}
