using System.Buffers.Binary;
using System.Device.I2c;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>A driver's line to its I2C chip: bounded retries of what may pass by itself, and errors in the technician's words.</summary>
internal sealed class I2cLink(IBusProvider buses, BusLocation location, string kind) : IDisposable
{
    private const int ErrnoTimedOut = 110;

    private readonly BusRetry _retry = new(buses);
    private I2cDevice? _device;

    /// <summary>The chip in the technician's words.</summary>
    public string Device { get; } = $"{kind} on {location}";

    /// <summary>Opens the device; again, when it is open already, so that an adapter that was plugged in again is found.</summary>
    public void Open()
    {
        Close();
        try
        {
            _device = buses.OpenI2c(location.Bus, location.Address);
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw BusErrors.Translate("open the bus", Device, exception);
        }
    }

    /// <summary>Writes bytes, then reads bytes after a repeated start; either may be empty.</summary>
    /// <exception cref="SensorException">The bus failed, after bounded retries where it may pass by itself.</exception>
    public void Transfer(string operation, ReadOnlySpan<byte> write, Span<byte> read) =>
        Transfer(operation, write, read, BusRetry.AttemptsMax);

    /// <summary>As <see cref="Transfer(string, ReadOnlySpan{byte}, Span{byte})"/>, without retries.</summary>
    public void TransferOnce(string operation, ReadOnlySpan<byte> write, Span<byte> read) => Transfer(operation, write, read, 1);

    /// <summary>Reads a register of two bytes, high byte first.</summary>
    public ushort ReadRegister(string operation, byte register)
    {
        Span<byte> value = stackalloc byte[2];
        Transfer(operation, [register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }

    /// <summary>Writes a register of two bytes, high byte first.</summary>
    public void WriteRegister(string operation, byte register, ushort value) =>
        Transfer(operation, [register, (byte)(value >> 8), (byte)value], []);

    public void Dispose() => Close();

    private void Transfer(string operation, ReadOnlySpan<byte> write, Span<byte> read, int attemptsMax)
    {
        var device = _device ?? throw BusFailure.NotOpen(operation, Device);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (read.IsEmpty)
                    device.Write(write);
                else if (write.IsEmpty)
                    device.Read(read);
                else
                    device.WriteRead(write, read);
                return;
            }
            catch (Exception exception) when (BusFailure.Is(exception))
            {
                var error = BusErrors.Translate(operation, Device, exception);
                if (BusErrors.FindErrno(exception) == ErrnoTimedOut)
                    buses.TryRecoverI2c(location.Bus);
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
