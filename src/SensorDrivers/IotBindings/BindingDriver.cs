using System.Device.I2c;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>
/// A chip read through Iot.Device.Bindings, behind the contract of our own drivers as far as a binding allows: every slot of the
/// sample grid is delivered or counted, errors say which wire, a value outside the chip's range is a gap. What a binding cannot give is
/// the proof that a value is new and made with the right settings: that is why our own drivers exist. Called by one thread at a time.
/// </summary>
internal sealed class BindingDriver(
    SensorDescription description, BusLocation location, IBusProvider buses, Func<I2cDevice, IBoundSensor> open, TimeProvider time) : ISensorDriver
{
    private const int GapsInRowMax = 5;

    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private readonly double[] _values = new double[description.Channels.Count];
    private readonly string _device = $"{description.Kind} on {location}";
    private IBoundSensor? _sensor;
    private int _gapsInRow;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        Stop();
        _gapsInRow = 0;
        _sensor = Do("start", () =>
        {
            var device = buses.OpenI2c(location.Bus, location.Address);
            try
            {
                return open(device);
            }
            catch
            {
                device.Dispose();
                throw;
            }
        });
    }

    public ReadOutcome Read(SampleBlock block)
    {
        var sensor = _sensor ?? throw BusFailure.NotOpen("read", _device);
        var beforeNs = time.NowNs();
        if (!_schedule.IsDue(beforeNs))
            return ReadOutcome.NotReady;
        _schedule.Take(beforeNs);
        _values.AsSpan().Fill(double.NaN);
        Do("measure", () =>
        {
            sensor.Measure(_values);
            return true;
        });
        CountGaps(Decode(block));
        _schedule.Label(block, beforeNs + (time.NowNs() - beforeNs) / 2);
        return ReadOutcome.Ok;
    }

    public void Stop()
    {
        try
        {
            _sensor?.Dispose();
        }
        catch (Exception exception) when (IsOfChip(exception))
        {
            // Some bindings put the chip to rest when they are disposed; a chip that is gone is at rest.
        }

        _sensor = null;
    }

    public void Dispose() => Stop();

    // Bindings report a chip that is not theirs, or that answers nonsense, with exceptions of many kinds.
    private static bool IsOfChip(Exception exception) =>
        BusFailure.Is(exception) || exception is InvalidOperationException or ArgumentException or NotSupportedException or FormatException;

    private bool Decode(SampleBlock block)
    {
        var hasGap = false;
        for (var channel = 0; channel < _values.Length; channel++)
        {
            var range = Description.Channels[channel];
            var isMeasured = _values[channel] >= range.RangeMin && _values[channel] <= range.RangeMax;
            block.Row(channel)[0] = isMeasured ? (float)_values[channel] : float.NaN;
            block.Status[channel] = isMeasured ? ChannelStatus.Ok : ChannelStatus.Gap;
            hasGap |= !isMeasured;
        }

        return hasGap;
    }

    private void CountGaps(bool hasGap)
    {
        _gapsInRow = hasGap ? _gapsInRow + 1 : 0;
        if (_gapsInRow < GapsInRowMax)
            return;
        throw new SensorException(
            "measure", _device, $"{GapsInRowMax} measurements in a row were outside the chip's range or not made",
            "Check the chip's supply, what it looks at (distance), and that the kind in the station file is the chip that is wired here", isTransient: true);
    }

    private T Do<T>(string operation, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SensorException)
        {
            throw;
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw BusErrors.Translate(operation, _device, exception);
        }
        catch (Exception exception) when (IsOfChip(exception))
        {
            throw new SensorException(
                operation, _device, exception.Message.TrimEnd('.'),
                "Check that the kind and the address in the station file are those of the chip that is wired here", isTransient: true, exception);
        }
    }
}
