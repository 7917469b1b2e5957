using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>What a look at one place gave.</summary>
/// <param name="Answers">Whether something answers for certain. On SPI only a chip that is recognised does.</param>
/// <param name="Owner">The driver of the kernel that owns the chip; empty when none does.</param>
/// <param name="Kinds">The kinds that the chip can be of.</param>
/// <param name="Failure">Why the place could not be looked at; <see langword="null"/> when it could.</param>
internal sealed record PlaceLook(bool Answers, string Owner, IReadOnlyList<FoundKind> Kinds, SensorException? Failure)
{
    public static PlaceLook Nothing { get; } = new(false, "", [], null);
}

/// <summary>
/// Looks at a place by reading only: on I2C one byte, then the identity registers of the kinds that can have the address; elsewhere the
/// identity of every kind that can be there. A chip that proves to be the expected one is not asked for any other.
/// </summary>
internal sealed class PlaceProbe(IBusProvider buses, IReadOnlyList<SensorKind> kinds)
{
    private const int Busy = 16;

    public PlaceLook Look(BusLocation location, string expectedKind)
    {
        if (KernelPlaces.OwnerOf(buses.Files, location) is { } owner)
            return PlaceLook.Nothing with { Owner = owner };
        var (acknowledges, failure) = location.Type == BusType.I2c ? ReadByte(location) : (false, null);
        if (failure is not null)
            return BusErrors.FindErrno(failure) == Busy ? PlaceLook.Nothing with { Owner = "a kernel driver" } : PlaceLook.Nothing with { Failure = failure };
        var found = Identify(location, expectedKind);
        return new PlaceLook(acknowledges || found.Count > 0 || location.Type is BusType.OneWire or BusType.Iio, "", found, null);
    }

    /// <summary>The kinds that the chip at a place can be of, the surest first; a proven one leaves no room for a merely possible one.</summary>
    public IReadOnlyList<FoundKind> Identify(BusLocation location, string expectedKind)
    {
        var found = new List<FoundKind>();
        foreach (var kind in kinds.Where(kind => CanBeAt(kind, location)).OrderByDescending(kind => kind.Name == expectedKind))
        {
            if (TryIdentify(kind, location) is not { Match: not IdentityMatch.No } identity)
                continue;
            found.Add(new FoundKind(kind.Name, kind.Title, identity.Match, identity.Detail));
            if (identity.Match == IdentityMatch.Yes && kind.Name == expectedKind)
                break;
        }

        return found.Exists(kind => kind.Match == IdentityMatch.Yes) ? found.FindAll(kind => kind.Match == IdentityMatch.Yes) : found;
    }

    private static bool CanBeAt(SensorKind kind, BusLocation location) =>
        kind.BusTypes.Contains(location.Type) && (location.Type != BusType.I2c || kind.I2cAddresses.Contains(location.Address));

    // One kind that cannot read a foreign chip says nothing about the others.
    private ChipIdentity? TryIdentify(SensorKind kind, BusLocation location)
    {
        try
        {
            return kind.Identify(location, buses);
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            return null;
        }
    }

    private (bool Acknowledges, SensorException? Failure) ReadByte(BusLocation location)
    {
        try
        {
            using var device = buses.OpenI2c(location.Bus, location.Address);
            Span<byte> one = stackalloc byte[1];
            device.Read(one);
            return (true, null);
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            return IsNotAcknowledged(exception) ? (false, null) : (false, BusErrors.Translate("look for a chip", location.ToString(), exception));
        }
    }

    // Controllers say it in different ways: Documentation/i2c/fault-codes.rst.
    private static bool IsNotAcknowledged(Exception exception) => BusErrors.FindErrno(exception) is 121 or 6 or 5;
}
