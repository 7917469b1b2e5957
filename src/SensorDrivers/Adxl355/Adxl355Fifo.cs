namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>Decodes what the FIFO delivers (data sheet, section "FIFO"): 20 bits left-justified, then the empty and X-axis bits.</summary>
internal static class Adxl355Fifo
{
    private const int MarkerBits = Adxl355Registers.EntryEmpty | Adxl355Registers.EntryIsX;

    /// <summary>Decodes whole sets into the rows of a block; sets the status of an axis at the end of its range to saturated.</summary>
    /// <returns><see langword="false"/> when a marker is not where it must be: the axes may be rotated and nothing is to be used.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> fifo, int sets, float mps2PerCount, SampleBlock block)
    {
        var misplaced = 0;
        for (var axis = 0; axis < Adxl355Registers.AxisCount; axis++)
        {
            var marker = axis == 0 ? Adxl355Registers.EntryIsX : 0;
            var row = block.Row(axis)[..sets];
            var saturated = false;
            var at = axis * Adxl355Registers.EntryBytes;
            for (var set = 0; set < row.Length; set++)
            {
                var entry = fifo.Slice(at, Adxl355Registers.EntryBytes);
                var raw = Raw(entry);
                misplaced |= (entry[2] ^ marker) & MarkerBits;
                saturated |= raw is Adxl355Registers.RawMax or Adxl355Registers.RawMin;
                row[set] = raw * mps2PerCount;
                at += Adxl355Registers.SetBytes;
            }

            if (saturated)
                block.Status[axis] = ChannelStatus.Saturated;
        }

        return misplaced == 0;
    }

    /// <summary>The signed 20-bit value of an entry.</summary>
    public static int Raw(ReadOnlySpan<byte> entry) => (entry[0] << 24 | entry[1] << 16 | entry[2] << 8) >> 12;
}
