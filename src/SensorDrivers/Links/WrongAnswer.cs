namespace EdgeTwin.SensorDrivers.Links;

/// <summary>Says in the technician's words what it means that a chip answered something else than it must.</summary>
internal static class WrongAnswer
{
    private const string OnlyOnes = "only ones came back, as from an empty connector";
    private const string OnlyZeros = "only zeros came back";

    /// <summary>Whether what came back is what comes back without a chip.</summary>
    public static bool IsSilence(SensorException error) => error.Reason is OnlyOnes or OnlyZeros;

    /// <summary>An SPI chip answered other bytes than its fixed ones; nothing but ones or zeros means that no chip answers at all.</summary>
    public static SensorException OnSpi(string operation, string device, string expected, ReadOnlySpan<byte> answer)
    {
        if (!answer.ContainsAnyExcept((byte)0xFF))
        {
            return new SensorException(
                operation, device, OnlyOnes,
                "Check 3.3 V and ground at the chip, then the MISO and chip select (CS) wires", isTransient: true);
        }

        if (!answer.ContainsAnyExcept((byte)0x00))
        {
            return new SensorException(
                operation, device, OnlyZeros,
                "Check 3.3 V at the chip, then whether the MISO wire is off or touches ground", isTransient: true);
        }

        return new SensorException(
            operation, device, $"expected {expected}, got {Convert.ToHexString(answer)}",
            "Check that the kind in the station file is the chip that is wired here; then the SCLK, MOSI and ground wires, and a lower clockHz",
            isTransient: true);
    }

    /// <summary>An I2C chip answered another value than its fixed one.</summary>
    public static SensorException OnI2c(string operation, string device, string expected, int answer) =>
        new(
            operation, device, $"expected {expected}, got 0x{answer:X4}",
            "Check that the kind and the address in the station file are those of the chip that is wired here, and that no other chip has the same address",
            isTransient: true);

    /// <summary>The chip did not keep what was written to it.</summary>
    public static SensorException NotTaken(string device, string register, int written, int read) =>
        new(
            "read back the settings", device, $"{register} was written as 0x{written:X2} and reads 0x{read:X2}",
            "Check the chip's supply (it may have restarted) and the data wire towards the chip (SPI: MOSI, I2C: SDA)", isTransient: true);

    /// <summary>The chip lost the settings it had: it was without power, or was reset.</summary>
    public static SensorException LostSettings(string device, string register, int written, int read) =>
        new(
            "check the settings", device, $"{register} was set to 0x{written:X2} and now reads 0x{read:X2}: the chip has restarted",
            "Check the plug and the 3.3 V supply of the chip; the sensor is started again by itself", isTransient: true);
}
