using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>A driver's line to its SPI chip: bounded retries of what may pass by itself, and errors in the technician's words.</summary>
internal sealed class SpiLink(IBusProvider buses, BusLocation location, SpiMode mode, int clockHz, string kind) : IDisposable
{
    private readonly BusRetry _retry = new(buses);
    private SpiDevice? _device;

    /// <summary>The chip in the technician's words.</summary>
    public string Device { get; } = $"{kind} on {location}";

    /// <summary>Opens the device; again, when it is open already, so that an adapter that was plugged in again is found.</summary>
    public void Open()
    {
        Close();
        try
        {
            _device = buses.OpenSpi(location.Bus, location.Address, mode, clockHz);
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw BusErrors.Translate("open the bus", Device, exception);
        }
    }

    /// <summary>Writes and reads at the same time, with the chip selected throughout.</summary>
    /// <exception cref="SensorException">The bus failed, after bounded retries where it may pass by itself.</exception>
    public void Transfer(string operation, ReadOnlySpan<byte> write, Span<byte> read) =>
        Transfer(operation, write, read, BusRetry.AttemptsMax);

    /// <summary>As <see cref="Transfer(string, ReadOnlySpan{byte}, Span{byte})"/>, without retries: for reads that take something out of the chip.</summary>
    public void TransferOnce(string operation, ReadOnlySpan<byte> write, Span<byte> read) => Transfer(operation, write, read, 1);

    public void Dispose() => Close();

    private void Transfer(string operation, ReadOnlySpan<byte> write, Span<byte> read, int attemptsMax)
    {
        var device = _device ?? throw BusFailure.NotOpen(operation, Device);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                device.TransferFullDuplex(write, read);
                return;
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                var error = BusErrors.Translate(operation, Device, exception);
                if (!_retry.ShallTryAgain(error, attempt, attemptsMax))
                    throw error;
            }
        }
    }

    private void Close()
    {
        _device?.Dispose();
        _device = null;
    }
}
