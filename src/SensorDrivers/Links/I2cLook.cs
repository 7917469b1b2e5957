using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Links;

/// <summary>A look at an I2C address by somebody who does not know which chip is there.</summary>
internal static class I2cLook
{
    private const int ErrnoNoSuchAddress = 6;
    private const int ErrnoNotAcknowledged = 121;

    /// <summary>Opens the place, looks, and closes it; a missing acknowledge means that the chip is not there.</summary>
    /// <exception cref="SensorException">The bus failed otherwise.</exception>
    public static ChipIdentity At(IBusProvider buses, BusLocation location, string kind, Func<I2cLink, ChipIdentity> look)
    {
        using var i2c = new I2cLink(buses, location, kind);
        i2c.Open();
        try
        {
            return look(i2c);
        }
        catch (SensorException error) when (IsNotAcknowledged(error))
        {
            return ChipIdentity.No;
        }
    }

    /// <summary>Whether nobody answered at the address.</summary>
    public static bool IsNotAcknowledged(SensorException error) =>
        error.InnerException is { } cause && BusErrors.FindErrno(cause) is ErrnoNoSuchAddress or ErrnoNotAcknowledged;
}
