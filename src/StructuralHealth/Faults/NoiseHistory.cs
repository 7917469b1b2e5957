namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Noise levels of the last healthy windows; a ring of fixed length.</summary>
internal sealed class NoiseHistory(int capacity)
{
    private readonly double[] _levels = new double[capacity];
    private int _next;

    public int Count { get; private set; }

    public void Add(double level)
    {
        _levels[_next] = level;
        _next = (_next + 1) % _levels.Length;
        Count = Math.Min(Count + 1, _levels.Length);
    }

    public double Least()
    {
        var least = double.PositiveInfinity;
        foreach (var level in _levels.AsSpan(0, Count))
            least = Math.Min(least, level);
        return least;
    }

    public double Most()
    {
        var most = 0.0;
        foreach (var level in _levels.AsSpan(0, Count))
            most = Math.Max(most, level);
        return most;
    }

    public void Clear() => (Count, _next) = (0, 0);
}
