using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>Looks whether a chip of the family is at a place. The chips carry the same identity, so the station file has to say which.</summary>
internal static class Adxl355Identity
{
    // Slow enough for any cable: nothing is known yet of this one.
    private const int ClockHz = 1_000_000;

    /// <summary>Reads the identity and the revision (section "Register definitions", addresses 0x00 to 0x03).</summary>
    public static ChipIdentity Read(BusLocation location, IBusProvider buses)
    {
        using var spi = new SpiLink(buses, location, SpiMode.Mode0, ClockHz, "adxl355");
        spi.Open();
        ReadOnlySpan<byte> request = [Adxl355Registers.DeviceIdAnalogDevices << 1 | Adxl355Registers.ReadBit, 0, 0, 0, 0];
        Span<byte> answer = stackalloc byte[request.Length];
        spi.Transfer("look for the identity", request, answer);
        var identity = answer[1..^1];
        return identity.SequenceEqual(Adxl355Registers.Identity)
            ? new ChipIdentity(IdentityMatch.Yes, $"identity AD 1D ED of ADXL355 and ADXL357, revision {answer[^1]}")
            : ChipIdentity.No;
    }
}
