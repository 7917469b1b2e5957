using System.Device.Gpio;
using System.Device.Linux;
using System.Globalization;

namespace System.Device.Spi;

/// <summary>
/// A device behind <c>/dev/spidevB.C</c>. A transfer is one SPI_IOC_MESSAGE with the chip selected from its first to its last byte;
/// long transfers are split into segments of one message, never into several messages, because deselecting a chip ends its burst.
/// </summary>
internal sealed unsafe class UnixSpiDevice : SpiDevice
{
    /// <summary>Bytes of one segment, and spidev's default limit for a whole message (parameter bufsiz).</summary>
    internal const int SegmentBytes = 4096;

    private const string Operation = "SPI data transfer";
    private const string BufferSizeParameter = "/sys/module/spidev/parameters/bufsiz";

    private readonly SpiConnectionSettings _settings;
    private readonly DeviceFile _file;
    private readonly int _messageBytesMax;

    public UnixSpiDevice(SpiConnectionSettings settings)
        : this(settings, string.Create(CultureInfo.InvariantCulture, $"/dev/spidev{settings.BusId}.{Math.Max(0, settings.ChipSelectLine)}"))
    {
    }

    internal UnixSpiDevice(SpiConnectionSettings settings, string deviceFile)
    {
        _settings = new SpiConnectionSettings(settings);
        _messageBytesMax = ReadMessageBytesMax();
        _file = DeviceFile.Open(deviceFile);
        try
        {
            Configure();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override SpiConnectionSettings ConnectionSettings => new(_settings);

    public override void Read(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
            Transfer(null, data, buffer.Length, nameof(buffer));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* data = buffer)
            Transfer(data, null, buffer.Length, nameof(buffer));
    }

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (writeBuffer.Length != readBuffer.Length)
            throw new ArgumentException("Both buffers must have the same length.", nameof(readBuffer));
        fixed (byte* written = writeBuffer)
        fixed (byte* read = readBuffer)
            Transfer(written, read, writeBuffer.Length, nameof(writeBuffer));
    }

    /// <summary>Lays the segments of one message over the buffers.</summary>
    internal static int Lay(Span<SpiTransfer> segments, byte* written, byte* read, int length, SpiConnectionSettings settings)
    {
        var count = 0;
        for (var offset = 0; offset < length; offset += SegmentBytes)
        {
            segments[count++] = new SpiTransfer
            {
                WriteBuffer = written is null ? 0 : (ulong)(written + offset),
                ReadBuffer = read is null ? 0 : (ulong)(read + offset),
                Length = (uint)Math.Min(SegmentBytes, length - offset),
                SpeedHz = (uint)settings.ClockFrequency,
                BitsPerWord = (byte)settings.DataBitLength,
            };
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private void Transfer(byte* written, byte* read, int length, string name)
    {
        if (length == 0)
            throw new ArgumentException("An SPI transfer has at least one byte.", name);
        if (length > _messageBytesMax)
        {
            throw Errno.Of(
                Errno.MessageTooLong, Operation, _file.Path,
                $"{length} bytes are more than spidev moves in one message ({_messageBytesMax}, spidev.bufsiz of the kernel's command line)");
        }

        Span<SpiTransfer> segments = stackalloc SpiTransfer[(length + SegmentBytes - 1) / SegmentBytes];
        var count = Lay(segments, written, read, length, _settings);
        fixed (SpiTransfer* first = segments)
        {
            var moved = _file.Control(SpiRequest.Message(count), first, Operation);
            if (moved != length)
                throw Errno.Of(Errno.InputOutput, Operation, _file.Path, $"the controller moved {moved} of {length} bytes");
        }
    }

    private void Configure()
    {
        var mode = ModeBits(_settings);
        _file.Control(SpiRequest.WriteMode, &mode, "setting of SPI mode");
        byte modeNow = 0;
        _file.Control(SpiRequest.ReadMode, &modeNow, "reading of SPI mode");
        // Kernels differ in whether the select bit shows the wire or the setting; the clock must be as asked.
        const byte Compared = SpiRequest.ClockPhase | SpiRequest.ClockPolarity | SpiRequest.LeastSignificantFirst;
        CheckTaken("SPI mode", mode & Compared, modeNow & Compared);

        var bits = (byte)_settings.DataBitLength;
        _file.Control(SpiRequest.WriteBitsPerWord, &bits, "setting of SPI word length");
        byte bitsNow = 0;
        _file.Control(SpiRequest.ReadBitsPerWord, &bitsNow, "reading of SPI word length");
        CheckTaken("SPI word length", bits, bitsNow == 0 ? 8 : bitsNow);

        var speedHz = (uint)_settings.ClockFrequency;
        _file.Control(SpiRequest.WriteSpeed, &speedHz, "setting of SPI clock");
        uint speedHzNow = 0;
        _file.Control(SpiRequest.ReadSpeed, &speedHzNow, "reading of SPI clock");
        if (speedHzNow > speedHz)
            CheckTaken("SPI clock", speedHz, speedHzNow);
    }

    private void CheckTaken(string what, uint wanted, uint got)
    {
        if (wanted != got)
            throw Errno.Of(Errno.Invalid, $"setting of {what}", _file.Path, $"{wanted} was written and {got} read back");
    }

    private void CheckTaken(string what, int wanted, int got) => CheckTaken(what, (uint)wanted, (uint)got);

    private static byte ModeBits(SpiConnectionSettings settings)
    {
        var bits = settings.Mode switch
        {
            SpiMode.Mode0 => (byte)0,
            SpiMode.Mode1 => SpiRequest.ClockPhase,
            SpiMode.Mode2 => SpiRequest.ClockPolarity,
            SpiMode.Mode3 => (byte)(SpiRequest.ClockPhase | SpiRequest.ClockPolarity),
            _ => throw new ArgumentException($"There is no SPI mode {settings.Mode}.", nameof(settings)),
        };
        if (settings.DataFlow == DataFlow.LsbFirst)
            bits |= SpiRequest.LeastSignificantFirst;
        if (settings.ChipSelectLine == -1)
            bits |= SpiRequest.NoChipSelect;
        else if (settings.ChipSelectLineActiveState == PinValue.High)
            bits |= SpiRequest.SelectHigh;
        return bits;
    }

    private static int ReadMessageBytesMax()
    {
        try
        {
            var text = File.ReadAllText(BufferSizeParameter);
            return Math.Min(int.Parse(text, CultureInfo.InvariantCulture), SpiRequest.SegmentsMax * SegmentBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return SegmentBytes;
        }
    }
}
