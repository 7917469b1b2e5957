using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>
/// A chip's data-ready or interrupt output on a GPIO line. Its level is asked, not its edges counted: a level cannot be missed.
/// </summary>
/// <param name="buses">Where the line is.</param>
/// <param name="place">The line; <see langword="null"/> when it is not wired.</param>
/// <param name="readyLevel">Level that says "data is there".</param>
/// <param name="device">The chip in the technician's words.</param>
internal sealed class DataReadyLine(IBusProvider buses, GpioPlace? place, PinValue readyLevel, string device) : IDisposable
{
    private GpioController? _chip;

    /// <summary>Whether the station file names a line.</summary>
    public bool IsWired => place is not null;

    /// <summary>Takes the line as an input.</summary>
    /// <exception cref="SensorException">The line cannot be had.</exception>
    public void Open()
    {
        Close();
        if (place is not { } line)
            return;
        Do("open the data-ready line", () =>
        {
            _chip = buses.OpenGpio(line.Chip);
            _chip.OpenPin(line.Line, PinMode.Input);
        });
    }

    /// <summary>Whether the chip says that data is there; <see langword="true"/> when the line is not wired, so that the bus is asked.</summary>
    /// <exception cref="SensorException">The line cannot be read.</exception>
    public bool MayBeReady()
    {
        if (place is not { } line)
            return true;
        var chip = _chip ?? throw BusFailure.NotOpen("read the data-ready line", device);
        try
        {
            return chip.Read(line.Line) == readyLevel;
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw BusErrors.Translate($"read the data-ready line ({line})", device, exception);
        }
    }

    /// <summary>The error for a chip that has data while its line says otherwise for too long.</summary>
    public SensorException Silent() => new(
        "wait for the data-ready line", device, $"{place} never says that data is there, although the chip has some",
        "Check the wire from the chip's data-ready pin to that GPIO line, and the line's number in the station file; without the wire leave dataReady out",
        isTransient: true);

    public void Dispose() => Close();

    private void Do(string operation, Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (BusFailure.Is(exception) || exception is InvalidOperationException)
        {
            Close();
            throw BusErrors.Translate($"{operation} ({place})", device, exception);
        }
    }

    private void Close()
    {
        _chip?.Dispose();
        _chip = null;
    }
}
