namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>The smallest and largest sample in one screen column.</summary>
internal readonly record struct WaveformColumn(float Min, float Max)
{
    /// <summary>At least one sample of the column is missing.</summary>
    public static WaveformColumn Gap => new(float.NaN, float.NaN);

    /// <summary>No sample falls into the column (a slow channel): the neutral elements of minimum and maximum.</summary>
    public static WaveformColumn Empty => new(float.PositiveInfinity, float.NegativeInfinity);

    public WaveformColumn With(float sample) =>
        float.IsNaN(sample) || float.IsNaN(Min) ? Gap : new(Math.Min(Min, sample), Math.Max(Max, sample));
}

/// <summary>
/// Turns the samples of a ring into screen columns for one stream. Column n covers station time
/// [n · columnNs, (n + 1) · columnNs) since 1970, so that all channels of a stream share the same columns. Not thread-safe.
/// </summary>
internal sealed class WaveformReader(WaveformRing ring, WaveformChannel channel, double columnNs, Action release) : IDisposable
{
    /// <summary>Most columns one call delivers; what is older is passed over.</summary>
    public const int MaximumColumns = 4096;

    private const int ChunkSamples = 1024;

    private readonly long[] _utcNs = new long[ChunkSamples];
    private readonly float[] _values = new float[ChunkSamples];
    private readonly List<WaveformColumn> _columns = new(MaximumColumns);
    private long _position = ring.Written;
    private bool _started;
    private bool _previousIsGap;
    private long _firstColumn;
    private WaveformColumn _current;
    private Action? _release = release;

    /// <summary>Number of the first of <see cref="Columns"/>.</summary>
    public long FirstColumn => _firstColumn;

    /// <summary>Result of the last <see cref="Read"/>. The last column may be unfinished and comes again, complete, at the front of the next result.</summary>
    public IReadOnlyList<WaveformColumn> Columns => _columns;

    /// <summary>Newest sample, NaN when it is missing.</summary>
    public float LastValue { get; private set; } = float.NaN;

    public long LastSampleUtcNs { get; private set; }

    /// <summary>Takes everything new. False when there is nothing.</summary>
    public bool Read()
    {
        BeginResult();
        var any = false;
        int count;
        while ((count = ring.Read(ref _position, _utcNs, _values, out var skipped)) > 0)
        {
            if (skipped)
                Restart();
            for (var i = 0; i < count; i++)
                Take(_utcNs[i], (float)((_values[i] - channel.Offset) * channel.Factor));
            any = true;
            if (count < ChunkSamples)
                break;
        }

        return any;
    }

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();

    /// <summary>The unfinished column of the last result opens this one.</summary>
    private void BeginResult()
    {
        if (_columns.Count == 0)
            return;
        _firstColumn += _columns.Count - 1;
        _columns.Clear();
        _columns.Add(_current);
    }

    private void Take(long utcNs, float value)
    {
        var column = (long)Math.Floor(utcNs / columnNs);
        var currentColumn = _firstColumn + _columns.Count - 1;
        if (!_started || column < currentColumn || column - _firstColumn >= MaximumColumns)
        {
            Restart();
            _firstColumn = column;
            _columns.Add(WaveformColumn.Empty);
            _current = WaveformColumn.Empty;
            _started = true;
            currentColumn = column;
        }

        var isGap = float.IsNaN(value);
        for (; currentColumn < column; currentColumn++)
        {
            _current = isGap && _previousIsGap ? WaveformColumn.Gap : WaveformColumn.Empty;
            _columns.Add(_current);
        }

        _current = _current.With(value);
        _columns[^1] = _current;
        _previousIsGap = isGap;
        LastValue = value;
        LastSampleUtcNs = utcNs;
    }

    /// <summary>After a clock step or when the writer has overtaken us: columns in between were not sent, which is not a gap in the data.</summary>
    private void Restart()
    {
        _columns.Clear();
        _started = false;
        _previousIsGap = false;
    }
}
