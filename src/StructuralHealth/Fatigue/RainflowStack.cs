using System.Runtime.CompilerServices;

namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// The turning points not yet counted, and the rules of ASTM E1049-85 (2017), section 5.4.4, steps 1 to 6, on them. The first point is always the starting point S of the standard.
/// Between calls every range is smaller than the one before it. With a unit above 0 the points are whole multiples of it, so that equal ranges compare as equal.
/// </summary>
internal sealed class RainflowStack(double unit, int maximum)
{
    private const int FirstCapacity = 64;
    private readonly double _scale = unit > 0 ? unit : 1;
    private double[] _points = new double[FirstCapacity];

    public int Count { get; private set; }

    public long ForcedCycles { get; set; }

    /// <summary>Takes the next turning point, in the unit of the samples, and counts what it closes.</summary>
    public void Push(double value, ICycleSink sink)
    {
        if (Count == _points.Length)
            Array.Resize(ref _points, 2 * Count);
        _points[Count++] = unit > 0 ? Math.Round(value / unit) : value;
        while (Count >= 3)
        {
            var newest = Math.Abs(_points[Count - 1] - _points[Count - 2]);
            var before = Math.Abs(_points[Count - 2] - _points[Count - 3]);
            if (newest < before)
                break;
            if (Count == 3)
                CloseStart(sink);
            else
                CloseInner(sink);
        }

        if (Count > maximum)
            ForceInner(sink);
    }

    /// <summary>Step 6: every range that is left is a half cycle. Leaves the stack empty.</summary>
    public void CountAll(ICycleSink sink)
    {
        for (var index = 1; index < Count; index++)
            Report(_points[index - 1], _points[index], 1, sink);
        Count = 0;
    }

    public RainflowStack Copy()
    {
        var copy = new RainflowStack(unit, maximum) { Count = Count, ForcedCycles = ForcedCycles, _points = new double[Math.Max(FirstCapacity, Count + 1)] };
        _points.AsSpan(0, Count).CopyTo(copy._points);
        return copy;
    }

    public double[] Save() => [.. _points.AsSpan(0, Count).ToArray().Select(point => point * _scale)];

    public void Restore(IReadOnlyList<double> values)
    {
        if (_points.Length <= values.Count)
            _points = new double[values.Count + 1];
        Count = values.Count;
        for (var index = 0; index < Count; index++)
            _points[index] = unit > 0 ? Math.Round(values[index] / unit) : values[index];
    }

    /// <summary>Step 5: the range holds the start, is a half cycle, and its second point becomes the start.</summary>
    private void CloseStart(ICycleSink sink)
    {
        Report(_points[0], _points[1], 1, sink);
        _points[0] = _points[1];
        _points[1] = _points[2];
        Count = 2;
    }

    /// <summary>Step 4: the range is a whole cycle and both its points go.</summary>
    private void CloseInner(ICycleSink sink)
    {
        Report(_points[Count - 3], _points[Count - 2], 2, sink);
        _points[Count - 3] = _points[Count - 1];
        Count -= 2;
    }

    /// <summary>No room: the two innermost points go as one whole cycle of the larger of their two ranges.</summary>
    private void ForceInner(ICycleSink sink)
    {
        Report(_points[Count - 3], _points[Count - 2], 2, sink);
        Count -= 2;
        ForcedCycles++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Report(double from, double to, int halfCycles, ICycleSink sink) =>
        sink.Count(Math.Abs(to - from) * _scale, 0.5 * (from + to) * _scale, halfCycles);
}
