using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// The last half minute of modal motion on the grid, as rings. One thread writes under the span's lock and publishes each step by its number;
/// any thread reads without a lock what lies behind the published step. The writer never comes near a reader: the oldest part of the ring is not handed out.
/// </summary>
internal sealed class MotionHistory
{
    public const int Steps = 32768;
    private const int Mask = Steps - 1;
    private const int Untouched = 2048;
    private readonly float[] _accelerations = new float[Steps * SpanModes.SlotCount];
    private readonly float[] _dynamics = new float[Steps * PointModes.VerticalSlots];
    private long _first = long.MaxValue;
    private long _last = -1;

    /// <summary>Newest step that can be read; -1 before the first.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Oldest step that can be read.</summary>
    public long Oldest(long last) => Math.Max(Volatile.Read(ref _first), last - Steps + Untouched);

    public Span<float> Accelerations(long step) => _accelerations.AsSpan((int)(step & Mask) * SpanModes.SlotCount, SpanModes.SlotCount);

    public Span<float> Dynamics(long step) => _dynamics.AsSpan((int)(step & Mask) * PointModes.VerticalSlots, PointModes.VerticalSlots);

    public static int Place(long step) => (int)(step & Mask);

    /// <summary>Makes a written step readable.</summary>
    public void Publish(long step) => Volatile.Write(ref _last, step);

    /// <summary>Begins anew after a pause: nothing before <paramref name="step"/> can be read.</summary>
    public void Restart(long step)
    {
        Volatile.Write(ref _first, step);
        Volatile.Write(ref _last, step - 1);
    }

    /// <summary>Sum of shape times acceleration over eight slots, between a step and the next.</summary>
    public float VerticalAcceleration(long step, float share, float[] shape) =>
        Interpolated8(_accelerations, (nuint)(Place(step) * SpanModes.SlotCount), (nuint)(Place(step + 1) * SpanModes.SlotCount), share, shape);

    /// <summary>Sum of shape times acceleration over four slots from <paramref name="slot"/>, between a step and the next.</summary>
    public float SidewaysAcceleration(long step, float share, float[] shape, int slot)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_accelerations);
        var before = Vector128.LoadUnsafe(ref values, (nuint)((Place(step) * SpanModes.SlotCount) + slot));
        var after = Vector128.LoadUnsafe(ref values, (nuint)((Place(step + 1) * SpanModes.SlotCount) + slot));
        return Vector128.Dot(before + ((after - before) * share), Vector128.LoadUnsafe(ref shape[0], (nuint)slot));
    }

    /// <summary>Sum of curvature times dynamic displacement over eight slots, between a step and the next.</summary>
    public float DynamicCurvature(long step, float share, float[] curvature) =>
        Interpolated8(_dynamics, (nuint)(Place(step) * PointModes.VerticalSlots), (nuint)(Place(step + 1) * PointModes.VerticalSlots), share, curvature);

    private static float Interpolated8(float[] ring, nuint before, nuint after, float share, float[] weights)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(ring);
        var first = Vector256.LoadUnsafe(ref values, before);
        var second = Vector256.LoadUnsafe(ref values, after);
        return Vector256.Dot(first + ((second - first) * share), Vector256.LoadUnsafe(ref weights[0]));
    }
}
