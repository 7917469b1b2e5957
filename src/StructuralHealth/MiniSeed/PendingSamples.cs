namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Samples that wait for a record to be full. Its room is made once and is four records' worth, so that what stays behind is seldom moved.</summary>
internal sealed class PendingSamples<T>(int recordSamples)
    where T : unmanaged
{
    private readonly T[] _items = new T[4 * recordSamples];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    public ReadOnlySpan<T> Items => _items.AsSpan(_start, Count);

    /// <summary>Whether enough wait for a record of any packing.</summary>
    public bool FillsRecord => Count >= recordSamples;

    /// <summary>Room for more, after moving what waits to the front if it is short.</summary>
    public Span<T> Room()
    {
        if (_items.Length - _end < recordSamples)
        {
            Items.CopyTo(_items);
            (_start, _end) = (0, Count);
        }

        return _items.AsSpan(_end);
    }

    public void Added(int count) => _end += count;

    public void Taken(int count) => _start += count;
}
