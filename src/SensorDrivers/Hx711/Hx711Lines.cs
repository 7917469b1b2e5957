using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>
/// The data and clock line of an HX711. Every high phase of the clock is timed: a thread that loses the processor in it lets the chip
/// power down, which nothing on the lines would show.
/// <para>
/// The data line has the host's pull-down, where the GPIO chip has one. The HX711 drives its output high while it converts, so a place
/// without a chip, without power or with a broken wire is low when it must be high.
/// </para>
/// </summary>
internal sealed class Hx711Lines(IBusProvider buses, GpioPlace data, GpioPlace clock, TimeProvider time, string device) : IDisposable
{
    // Levels are asked and set again at once: a pause in the high phase would power the chip down.
    private const int AttemptsMax = 3;

    private static readonly TimeSpan PowerDownPause = TimeSpan.FromMicroseconds(200);

    private GpioController? _dataChip;
    private GpioController? _clockChip;

    /// <summary>Takes both lines; the clock is low.</summary>
    public void Open()
    {
        Close();
        try
        {
            _dataChip = buses.OpenGpio(data.Chip);
            _clockChip = clock.Chip == data.Chip ? _dataChip : buses.OpenGpio(clock.Chip);
            _clockChip.OpenPin(clock.Line, PinMode.Output);
            _dataChip.OpenPin(data.Line);
            var hasPullDown = _dataChip.IsPinModeSupported(data.Line, PinMode.InputPullDown);
            _dataChip.SetPinMode(data.Line, hasPullDown ? PinMode.InputPullDown : PinMode.Input);
        }
        catch (Exception exception) when (BusFailure.Is(exception) || exception is InvalidOperationException)
        {
            Close();
            throw BusErrors.Translate($"open the data line ({data}) and the clock line ({clock})", device, exception);
        }

        Drive(PinValue.Low);
    }

    /// <summary>The level of the data line.</summary>
    public bool IsHigh()
    {
        var chip = _dataChip ?? throw BusFailure.NotOpen("read the data line", device);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return chip.Read(data.Line) == PinValue.High;
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                if (attempt == AttemptsMax)
                    throw BusErrors.Translate($"read the data line ({data})", device, exception);
            }
        }
    }

    /// <summary>Whether the data line has one level a number of times.</summary>
    public bool IsSteady(bool isHigh, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (IsHigh() != isHigh)
                return false;
        }

        return true;
    }

    /// <summary>One pulse of the clock, and the bit after it.</summary>
    /// <returns>Whether the pulse was certainly too short to power the chip down.</returns>
    public bool TryPulse(out bool bit)
    {
        var beforeNs = time.NowNs();
        Drive(PinValue.High);
        Drive(PinValue.Low);
        var afterNs = time.NowNs();
        bit = IsHigh();
        return afterNs - beforeNs <= Hx711Protocol.PowerDownNs;
    }

    /// <summary>Powers the chip down and up again: the one state of it that is known.</summary>
    public void Reset()
    {
        Drive(PinValue.High);
        buses.Pause(PowerDownPause);
        Drive(PinValue.Low);
    }

    /// <summary>Leaves the chip powered down.</summary>
    public void PowerDown() => Drive(PinValue.High);

    public void Dispose() => Close();

    private void Drive(PinValue level)
    {
        var chip = _clockChip ?? throw BusFailure.NotOpen("drive the clock line", device);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                chip.Write(clock.Line, level);
                return;
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                if (attempt == AttemptsMax)
                    throw BusErrors.Translate($"drive the clock line ({clock})", device, exception);
            }
        }
    }

    private void Close()
    {
        if (!ReferenceEquals(_clockChip, _dataChip))
            _clockChip?.Dispose();
        _dataChip?.Dispose();
        _dataChip = null;
        _clockChip = null;
    }
}
