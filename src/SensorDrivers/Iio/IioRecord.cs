namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// Where each enabled channel stands in a record of the buffer: in the order of their index, each aligned to its own size, the whole
/// padded to the largest (Linux, iio_compute_scan_bytes).
/// </summary>
internal sealed class IioRecord
{
    private IioRecord(int[] offsets, int bytes)
    {
        Offsets = offsets;
        Bytes = bytes;
    }

    /// <summary>Offset of each element, in the order in which the elements were given.</summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>Length of a record.</summary>
    public int Bytes { get; }

    /// <summary>Lays the elements out.</summary>
    /// <param name="elements">Each with its index in the scan, in any order.</param>
    public static IioRecord Layout(IReadOnlyList<(int Index, IioScanElement Element)> elements)
    {
        var offsets = new int[elements.Count];
        var (at, largest) = (0, 1);
        foreach (var (place, (_, element)) in elements.Index().OrderBy(item => item.Item.Index))
        {
            at = Aligned(at, element.StorageBytes);
            offsets[place] = at;
            at += element.StorageBytes;
            largest = Math.Max(largest, element.StorageBytes);
        }

        return new IioRecord(offsets, Aligned(at, largest));
    }

    private static int Aligned(int at, int bytes) => (at + bytes - 1) / bytes * bytes;
}
