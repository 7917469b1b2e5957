namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>
/// All pairs of a sample's time and a sample interval that agree with everything seen so far: a convex polygon, x the time of one
/// sample in nanoseconds from a moving base, y the interval's deviation from nominal in nanoseconds. Facts cut it, the passing of time
/// shears and widens it. It has at most <see cref="VerticesMax"/> vertices; a simpler polygon that contains it takes its place when it
/// would get more, so that it never excludes the truth. Allocates nothing after construction.
/// </summary>
internal sealed class FeasibleClocks(double nominalIntervalNs)
{
    public const int VerticesMax = 24;

    // A cut adds one vertex and a widening two before the next simplification; rounding can make it a few more.
    private const int Room = 2 * VerticesMax;

    // Far below what any fact is known to, far above the rounding of the arithmetic.
    private const double TimeRoundingNs = 1e-3;
    private const double DeviationRoundingNs = 1e-7;

    private (double X, double Y)[] _vertices = new (double, double)[Room];
    private (double X, double Y)[] _scratch = new (double, double)[Room];
    private int _count;

    /// <summary>Best guess of the sample's time: the centre of gravity.</summary>
    public double TimeNs { get; private set; }

    /// <summary>Best guess of the interval's deviation from nominal.</summary>
    public double DeviationNs { get; private set; }

    /// <summary>Largest distance of a feasible time from <see cref="TimeNs"/>.</summary>
    public double TimeUncertaintyNs { get; private set; }

    /// <summary>Largest distance of a feasible deviation from <see cref="DeviationNs"/>.</summary>
    public double DeviationUncertaintyNs { get; private set; }

    /// <summary>Begins with everything between two times and two deviations.</summary>
    public void Reset(double timeMinNs, double timeMaxNs, double deviationMinNs, double deviationMaxNs)
    {
        _vertices[0] = (timeMinNs, deviationMinNs);
        _vertices[1] = (timeMaxNs, deviationMinNs);
        _vertices[2] = (timeMaxNs, deviationMaxNs);
        _vertices[3] = (timeMinNs, deviationMaxNs);
        _count = 4;
    }

    /// <summary>Goes on to the sample <paramref name="steps"/> later and moves the base of time forward.</summary>
    public void Advance(long steps, double baseMovesNs)
    {
        for (var i = 0; i < _count; i++)
            _vertices[i].X += steps * (nominalIntervalNs + _vertices[i].Y) - baseMovesNs;
    }

    /// <summary>Keeps the clocks by which the sample was taken at or before a time.</summary>
    /// <returns>How far all of them miss it, then nothing is cut; 0 when some remain.</returns>
    public double KeepNotAfter(double timeNs) => Cut(1, 0, timeNs);

    /// <summary>Keeps the clocks by which the sample after it was taken at or after a time.</summary>
    /// <returns>How far all of them miss it, then nothing is cut; 0 when some remain.</returns>
    public double KeepNextNotBefore(double timeNs) => Cut(-1, -1, nominalIntervalNs - timeNs);

    /// <summary>Lets the time and the deviation be up to so much more or less than they could be.</summary>
    public void Widen(double timeNs, double deviationNs)
    {
        AddSegment(timeNs, 0);
        Simplify();
        AddSegment(0, deviationNs);
        Simplify();
    }

    /// <summary>Updates the guesses and their uncertainties.</summary>
    public void Summarise()
    {
        var origin = _vertices[0];
        double area = 0, x = 0, y = 0;
        for (var i = 1; i + 1 < _count; i++)
        {
            var (ax, ay) = (_vertices[i].X - origin.X, _vertices[i].Y - origin.Y);
            var (bx, by) = (_vertices[i + 1].X - origin.X, _vertices[i + 1].Y - origin.Y);
            var triangle = ax * by - ay * bx;
            area += triangle;
            x += triangle * (ax + bx);
            y += triangle * (ay + by);
        }

        TimeNs = origin.X + (area > 0 ? x / (3 * area) : 0);
        DeviationNs = origin.Y + (area > 0 ? y / (3 * area) : 0);
        (TimeUncertaintyNs, DeviationUncertaintyNs) = (0, 0);
        for (var i = 0; i < _count; i++)
        {
            TimeUncertaintyNs = Math.Max(TimeUncertaintyNs, Math.Abs(_vertices[i].X - TimeNs));
            DeviationUncertaintyNs = Math.Max(DeviationUncertaintyNs, Math.Abs(_vertices[i].Y - DeviationNs));
        }
    }

    // Keeps nx x + ny y <= limit (Sutherland and Hodgman, 1974).
    private double Cut(double nx, double ny, double limit)
    {
        var nearest = double.MaxValue;
        var farthest = double.MinValue;
        for (var i = 0; i < _count; i++)
        {
            var beyond = nx * _vertices[i].X + ny * _vertices[i].Y - limit;
            nearest = Math.Min(nearest, beyond);
            farthest = Math.Max(farthest, beyond);
        }

        if (nearest >= 0)
            return Math.Max(nearest, double.Epsilon);
        if (farthest <= TimeRoundingNs)
            return 0;
        var kept = 0;
        var last = _vertices[_count - 1];
        var lastBeyond = nx * last.X + ny * last.Y - limit;
        for (var i = 0; i < _count; i++)
        {
            var vertex = _vertices[i];
            var beyond = nx * vertex.X + ny * vertex.Y - limit;
            if (beyond > 0 != lastBeyond > 0)
            {
                var share = lastBeyond / (lastBeyond - beyond);
                _scratch[kept++] = (last.X + share * (vertex.X - last.X), last.Y + share * (vertex.Y - last.Y));
            }

            if (beyond <= 0)
                _scratch[kept++] = vertex;
            (last, lastBeyond) = (vertex, beyond);
        }

        Take(kept);
        Simplify();
        return 0;
    }

    // The Minkowski sum with the segment from -(x, y) to (x, y): the vertices on one side of it move one way, the others the other way,
    // and the two outermost go both ways.
    private void AddSegment(double x, double y)
    {
        var (lowest, highest) = (0, 0);
        for (var i = 1; i < _count; i++)
        {
            if (Across(i, x, y) < Across(lowest, x, y))
                lowest = i;
            if (Across(i, x, y) > Across(highest, x, y))
                highest = i;
        }

        var way = highest < lowest ? 1 : -1;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var (vx, vy) = _vertices[i];
            _scratch[kept++] = (vx + way * x, vy + way * y);
            if (i != lowest && i != highest)
                continue;
            way = -way;
            _scratch[kept++] = (vx + way * x, vy + way * y);
        }

        Take(kept);
    }

    private double Across(int vertex, double x, double y) => x * _vertices[vertex].Y - y * _vertices[vertex].X;

    // Takes out the edge whose neighbours meet the nearest to it, measured by the size of the polygon: the least area would be that of
    // a long spike when the polygon is thin.
    private void Simplify()
    {
        if (_count <= VerticesMax)
            return;
        var (min, max) = Bounds();
        while (_count > VerticesMax)
        {
            var (nearest, at) = (double.MaxValue, -1);
            for (var edge = 0; edge < _count; edge++)
            {
                if (Meeting(edge, out var place) is var along && along < double.MaxValue && Farness(edge, place) is var farness && farness < nearest)
                    (nearest, at) = (farness, edge);
            }

            if (at < 0)
            {
                Reset(min.X, max.X, min.Y, max.Y);
                return;
            }

            Meeting(at, out var meeting);
            _vertices[at] = meeting;
            var gone = at + 1 == _count ? 0 : at + 1;
            _vertices.AsSpan(gone + 1, _count - gone - 1).CopyTo(_vertices.AsSpan(gone));
            _count--;
        }

        double Farness(int edge, (double X, double Y) place)
        {
            var (from, to) = (_vertices[edge], _vertices[(edge + 1) % _count]);
            return Math.Max(
                Math.Max(Math.Abs(place.X - from.X), Math.Abs(place.X - to.X)) / (max.X - min.X),
                Math.Max(Math.Abs(place.Y - from.Y), Math.Abs(place.Y - to.Y)) / (max.Y - min.Y));
        }
    }

    // Where the neighbours of an edge meet beyond it.
    private double Meeting(int edge, out (double X, double Y) meeting)
    {
        var previous = _vertices[edge == 0 ? _count - 1 : edge - 1];
        var from = _vertices[edge];
        var to = _vertices[(edge + 1) % _count];
        var next = _vertices[(edge + 2) % _count];
        var (px, py) = (from.X - previous.X, from.Y - previous.Y);
        var (nx, ny) = (next.X - to.X, next.Y - to.Y);
        var (ex, ey) = (to.X - from.X, to.Y - from.Y);
        var turn = px * ny - py * nx;
        var along = (ex * ny - ey * nx) / turn;
        meeting = (from.X + along * px, from.Y + along * py);
        return turn > 0 && along >= 0 ? along : double.MaxValue;
    }

    private ((double X, double Y) Min, (double X, double Y) Max) Bounds()
    {
        var (min, max) = (_vertices[0], _vertices[0]);
        for (var i = 1; i < _count; i++)
        {
            var (x, y) = _vertices[i];
            min = (Math.Min(min.X, x), Math.Min(min.Y, y));
            max = (Math.Max(max.X, x), Math.Max(max.Y, y));
        }

        return (min, max);
    }

    // Vertices that rounding has put on one another would have no direction between them.
    private void Take(int count)
    {
        (_vertices, _scratch) = (_scratch, _vertices);
        _count = 1;
        for (var i = 1; i < count; i++)
        {
            if (!AreOne(_vertices[i], _vertices[_count - 1]))
                _vertices[_count++] = _vertices[i];
        }

        if (_count > 3 && AreOne(_vertices[0], _vertices[_count - 1]))
            _count--;
    }

    private static bool AreOne((double X, double Y) a, (double X, double Y) b) =>
        Math.Abs(a.X - b.X) < TimeRoundingNs && Math.Abs(a.Y - b.Y) < DeviationRoundingNs;
}
