namespace EdgeTwin.SensorDrivers.Links;

/// <summary>Registers on I2C: the register is written, and read after a repeated start.</summary>
/// <param name="i2c">The line to the chip.</param>
internal sealed class I2cByteRegisters(I2cLink i2c) : IByteRegisters
{
    public string Device => i2c.Device;

    public void Open() => i2c.Open();

    public void Read(string operation, byte register, Span<byte> values) => i2c.Transfer(operation, [register], values);

    public void ReadOnce(string operation, byte register, Span<byte> values) => i2c.TransferOnce(operation, [register], values);

    public void Write(string operation, byte register, byte value) => i2c.Transfer(operation, [register, value], []);

    public SensorException Unexpected(string operation, string expected, ReadOnlySpan<byte> answer) => new(
        operation, Device, $"expected {expected}, got {Convert.ToHexString(answer)}",
        "Check that the kind and the address in the station file are those of the chip that is wired here, that no other chip has the same address, "
        + "and the SDA and SCL wires",
        isTransient: true);

    public void Dispose() => i2c.Dispose();
}
