using System.Buffers.Binary;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>
/// A set as the data registers deliver it (data sheet, registers 0x32 to 0x37): three axes of 16 bits, low byte first, right-justified
/// with sign extension.
/// </summary>
internal static class Adxl345Set
{
    /// <summary>The signed count of an axis.</summary>
    public static int Raw(ReadOnlySpan<byte> set, int axis) => BinaryPrimitives.ReadInt16LittleEndian(set[(axis * sizeof(short))..]);

    /// <summary>Whether every axis is inside the range: bits above it must repeat the sign.</summary>
    public static bool IsPossible(ReadOnlySpan<byte> set, int countMax)
    {
        for (var axis = 0; axis < Adxl345Registers.AxisCount; axis++)
        {
            if (Raw(set, axis) > countMax || Raw(set, axis) < -countMax - 1)
                return false;
        }

        return true;
    }

    /// <summary>Converts sets into the rows of a block; sets the status of an axis at the end of its range to saturated.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="count">How many.</param>
    /// <param name="countHigh">The highest count that the chip delivers in its range and rate.</param>
    /// <param name="countLow">The lowest.</param>
    /// <param name="block">Where to.</param>
    public static void Decode(ReadOnlySpan<byte> sets, int count, int countHigh, int countLow, SampleBlock block)
    {
        for (var axis = 0; axis < Adxl345Registers.AxisCount; axis++)
        {
            var row = block.Row(axis)[..count];
            var isSaturated = false;
            for (var set = 0; set < row.Length; set++)
            {
                var raw = Raw(sets[(set * Adxl345Registers.SetBytes)..], axis);
                isSaturated |= raw >= countHigh || raw <= countLow;
                row[set] = (float)(raw * Adxl345Registers.Mps2PerCount);
            }

            if (isSaturated)
                block.Status[axis] = ChannelStatus.Saturated;
        }
    }
}
