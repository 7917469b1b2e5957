namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>Sums over samples of one channel from which mean, trend and what is left of it follow exactly. Sums can be joined.</summary>
internal struct LeastSquaresSums
{
    private double _x;
    private double _xx;
    private double _t;
    private double _tt;
    private double _tx;

    /// <summary>Samples that were not missing.</summary>
    public int Count { get; private set; }

    public readonly double Mean => Count == 0 ? double.NaN : _x / Count;

    /// <summary>Standard deviation about the straight line of least squares; NaN below three samples.</summary>
    public readonly double DetrendedRms
    {
        get
        {
            if (Count < 3)
                return double.NaN;
            var tt = _tt - (_t * _t / Count);
            var tx = _tx - (_t * _x / Count);
            var left = _xx - (_x * _x / Count) - (tt > 0 ? tx * tx / tt : 0);
            return Math.Sqrt(Math.Max(0, left) / (Count - 2));
        }
    }

    /// <param name="seconds">Time of the sample since any beginning that is the same for all.</param>
    /// <param name="value">The sample, about a reference near its mean, so that nothing is lost in the differences.</param>
    public void Add(double seconds, double value)
    {
        Count++;
        _x += value;
        _xx += value * value;
        _t += seconds;
        _tt += seconds * seconds;
        _tx += seconds * value;
    }

    /// <summary>Joins the sums of other samples whose beginning is some seconds later.</summary>
    public void Add(in LeastSquaresSums later, double seconds)
    {
        Count += later.Count;
        _x += later._x;
        _xx += later._xx;
        _t += later._t + (later.Count * seconds);
        _tt += later._tt + (2 * seconds * later._t) + (later.Count * seconds * seconds);
        _tx += later._tx + (seconds * later._x);
    }
}
