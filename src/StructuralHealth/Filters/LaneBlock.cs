using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Turns channel-major samples into one channel per lane and back.</summary>
internal static class LaneBlock
{
    private static bool HasFourLanes => Vector256.IsHardwareAccelerated && Vector<double>.Count == 4;

    /// <summary>Copies up to as many channels as there are lanes to [sample][lane]; the lanes without a channel become 0.</summary>
    public static void Gather(ReadOnlySpan<double> channels, int stride, int lanes, int count, Span<double> block)
    {
        var width = Vector<double>.Count;
        var sample = 0;
        if (HasFourLanes && lanes == 4)
        {
            ref var from = ref MemoryMarshal.GetReference(channels);
            ref var to = ref MemoryMarshal.GetReference(block);
            for (; sample <= count - 4; sample += 4)
            {
                var a = Vector256.LoadUnsafe(ref from, (nuint)sample);
                var b = Vector256.LoadUnsafe(ref from, (nuint)(sample + stride));
                var c = Vector256.LoadUnsafe(ref from, (nuint)(sample + (2 * stride)));
                var d = Vector256.LoadUnsafe(ref from, (nuint)(sample + (3 * stride)));
                StoreTransposed(a, b, c, d, ref to, 4 * sample, 4);
            }
        }

        if (lanes < width)
            block[..(count * width)].Clear();
        for (var lane = 0; lane < lanes; lane++)
        {
            var channel = channels.Slice(lane * stride, count);
            for (var index = sample; index < count; index++)
                block[(index * width) + lane] = channel[index];
        }
    }

    /// <summary>Copies [sample][lane] back to the channels.</summary>
    public static void Scatter(ReadOnlySpan<double> block, Span<double> channels, int stride, int lanes, int count)
    {
        var width = Vector<double>.Count;
        var sample = 0;
        if (HasFourLanes && lanes == 4)
        {
            ref var from = ref MemoryMarshal.GetReference(block);
            ref var to = ref MemoryMarshal.GetReference(channels);
            for (; sample <= count - 4; sample += 4)
            {
                var a = Vector256.LoadUnsafe(ref from, (nuint)(4 * sample));
                var b = Vector256.LoadUnsafe(ref from, (nuint)((4 * sample) + 4));
                var c = Vector256.LoadUnsafe(ref from, (nuint)((4 * sample) + 8));
                var d = Vector256.LoadUnsafe(ref from, (nuint)((4 * sample) + 12));
                StoreTransposed(a, b, c, d, ref to, sample, stride);
            }
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            var channel = channels.Slice(lane * stride, count);
            for (var index = sample; index < count; index++)
                channel[index] = block[(index * width) + lane];
        }
    }

    private static void StoreTransposed(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double to, int index, int distance)
    {
        Lanes.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref to, (nuint)index);
        b.StoreUnsafe(ref to, (nuint)(index + distance));
        c.StoreUnsafe(ref to, (nuint)(index + (2 * distance)));
        d.StoreUnsafe(ref to, (nuint)(index + (3 * distance)));
    }
}
