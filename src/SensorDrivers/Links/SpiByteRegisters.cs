namespace EdgeTwin.SensorDrivers.Links;

/// <summary>Registers on SPI, framed as most makers do: bit 7 of the first byte reads.</summary>
/// <param name="spi">The line to the chip.</param>
/// <param name="multipleBit">What a read of several registers sets beside bit 7; 0 when the chip counts up anyway.</param>
/// <param name="valuesMax">Most registers in one read.</param>
internal sealed class SpiByteRegisters(SpiLink spi, byte multipleBit, int valuesMax) : IByteRegisters
{
    private const byte ReadBit = 0x80;

    private readonly byte[] _request = new byte[1 + valuesMax];
    private readonly byte[] _answer = new byte[1 + valuesMax];

    public string Device => spi.Device;

    public void Open() => spi.Open();

    public void Read(string operation, byte register, Span<byte> values)
    {
        Address(register, values.Length);
        spi.Transfer(operation, _request.AsSpan(0, 1 + values.Length), _answer.AsSpan(0, 1 + values.Length));
        _answer.AsSpan(1, values.Length).CopyTo(values);
    }

    public void ReadOnce(string operation, byte register, Span<byte> values)
    {
        Address(register, values.Length);
        spi.TransferOnce(operation, _request.AsSpan(0, 1 + values.Length), _answer.AsSpan(0, 1 + values.Length));
        _answer.AsSpan(1, values.Length).CopyTo(values);
    }

    public void Write(string operation, byte register, byte value)
    {
        _request[0] = register;
        _request[1] = value;
        spi.Transfer(operation, _request.AsSpan(0, 2), _answer.AsSpan(0, 2));
    }

    public SensorException Unexpected(string operation, string expected, ReadOnlySpan<byte> answer) =>
        WrongAnswer.OnSpi(operation, Device, expected, answer);

    public void Dispose() => spi.Dispose();

    private void Address(byte register, int count)
    {
        _request.AsSpan().Clear();
        _request[0] = (byte)(register | ReadBit | (count > 1 ? multipleBit : 0));
    }
}
