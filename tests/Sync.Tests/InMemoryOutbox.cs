using System.Text;

namespace EdgeTwin.Sync.Tests;

/// <summary>An outbox that survives everything but the test. Positions never go back, as the contract demands.</summary>
internal sealed class InMemoryOutbox : IOutbox
{
    private const long FirstEpoch = 7;
    private readonly Lock _gate = new();
    private readonly SortedList<long, OutboxEntry> _entries = [];
    private readonly Dictionary<string, long> _positions = [];
    private readonly List<(string Lane, OutboxEntry Entry, string Reason)> _quarantine = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Epoch { get; private set; } = FirstEpoch;

    /// <summary>A store in trouble: it knows its head but cannot read.</summary>
    public bool Unreadable { get; set; }

    public long HeadSequence { get; private set; }

    public IReadOnlyList<(string Lane, OutboxEntry Entry, string Reason)> Quarantined
    {
        get
        {
            lock (_gate)
                return [.. _quarantine];
        }
    }

    public long Add(RecordType type, string json, long utcNs = 1_767_225_600_000_000_000)
    {
        lock (_gate)
        {
            HeadSequence++;
            _entries.Add(HeadSequence, new OutboxEntry(Epoch, HeadSequence, type, utcNs, Encoding.UTF8.GetBytes(json)));
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return HeadSequence;
        }
    }

    /// <summary>The file was damaged; a new one takes over and numbers from one.</summary>
    public void StartNewEpoch()
    {
        lock (_gate)
        {
            Epoch++;
            HeadSequence = 0;
            _entries.Clear();
            _positions.Clear();
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Shed(long first, long last)
    {
        lock (_gate)
        {
            for (var sequence = first; sequence <= last; sequence++)
                _entries.Remove(sequence);
        }
    }

    public IReadOnlyList<OutboxEntry> Read(long afterSequence, int countMax, int bytesMax)
    {
        lock (_gate)
        {
            var read = new List<OutboxEntry>();
            if (Unreadable)
                return read;
            var bytes = 0;
            foreach (var entry in _entries.Values.Where(entry => entry.Sequence > afterSequence).Take(countMax))
            {
                bytes += entry.Payload.Length;
                if (bytes > bytesMax && read.Count > 0)
                    break;
                read.Add(entry);
            }

            return read;
        }
    }

    public long Position(string lane)
    {
        lock (_gate)
            return _positions.GetValueOrDefault(lane);
    }

    public void Advance(string lane, long upToSequence)
    {
        lock (_gate)
            _positions[lane] = Math.Max(_positions.GetValueOrDefault(lane), upToSequence);
    }

    public void Quarantine(string lane, OutboxEntry entry, string reason)
    {
        lock (_gate)
            _quarantine.Add((lane, entry, reason));
    }

    public Task WaitForMoreAsync(long sequence, CancellationToken cancellationToken)
    {
        lock (_gate)
            return HeadSequence > sequence ? Task.CompletedTask : _more.Task.WaitAsync(cancellationToken);
    }
}
