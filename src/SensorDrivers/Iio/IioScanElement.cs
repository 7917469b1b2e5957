using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// How one channel stands in a record of the buffer: <c>[be|le]:[s|u]bits/storagebits[Xrepeat][&gt;&gt;shift]</c>
/// (Linux, Documentation/iio/iio_devbuf.rst, "Scan elements").
/// </summary>
internal readonly partial record struct IioScanElement(bool IsBigEndian, bool IsSigned, int Bits, int StorageBits, int Shift)
{
    /// <summary>Bytes of the element, which it is aligned to as well.</summary>
    public int StorageBytes => StorageBits / 8;

    /// <summary>Lowest and highest raw value: the ends of the converter's range.</summary>
    public (long Lowest, long Highest) Ends => IsSigned
        ? (-(1L << (Bits - 1)), (1L << (Bits - 1)) - 1)
        : (0, Bits == 64 ? long.MaxValue : (1L << Bits) - 1);

    /// <summary>Reads the kernel's description; <see langword="false"/> for a form that we do not read (repeats, odd sizes).</summary>
    public static bool TryParse(string text, out IioScanElement element)
    {
        element = default;
        var match = Form().Match(text.Trim());
        if (!match.Success)
            return false;
        var shift = match.Groups["shift"].Success ? Number("shift") : 0;
        element = new IioScanElement(match.Groups["order"].Value == "be", match.Groups["sign"].Value == "s", Number("bits"), Number("storage"), shift);
        return element.Bits is > 0 and <= 64 && element.StorageBits is 8 or 16 or 32 or 64 && element.Bits + shift <= element.StorageBits;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>The raw value of the element, which begins the bytes.</summary>
    public long Decode(ReadOnlySpan<byte> bytes)
    {
        var stored = StorageBits switch
        {
            8 => bytes[0],
            16 => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            32 => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        var unused = 64 - Bits;
        var value = stored >> Shift << unused;
        return IsSigned ? (long)value >> unused : (long)(value >> unused);
    }

    /// <summary>Puts a raw value where the kernel would.</summary>
    public void Encode(long raw, Span<byte> bytes)
    {
        var mask = Bits == 64 ? ulong.MaxValue : (1UL << Bits) - 1;
        var stored = ((ulong)raw & mask) << Shift;
        switch (StorageBits)
        {
            case 8:
                bytes[0] = (byte)stored;
                break;
            case 16 when IsBigEndian:
                BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)stored);
                break;
            case 16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)stored);
                break;
            case 32 when IsBigEndian:
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)stored);
                break;
            case 32:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)stored);
                break;
            case 64 when IsBigEndian:
                BinaryPrimitives.WriteUInt64BigEndian(bytes, stored);
                break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, stored);
                break;
        }
    }

    [GeneratedRegex(@"^(?<order>be|le):(?<sign>s|u)(?<bits>\d{1,2})/(?<storage>\d{1,2})(?:X[01])?(?:>>(?<shift>\d{1,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
