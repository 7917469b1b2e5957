using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// Hands the newest snapshot to everyone who looks. A slow watcher misses snapshots, never delays the publisher,
/// and always gets the newest next. Where nobody watches the publisher may take its time: who asks once gets a snapshot made for the question.
/// Thread-safe.
/// </summary>
internal sealed class StationFeed(TimeProvider time)
{
    /// <summary>A snapshot older than this is not shown to someone who asks while a newer one can be taken.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    /// <summary>Most pages that can watch at the same time; one more is refused in words.</summary>
    public const int MaximumWatchers = 32;

    private readonly Lock _gate = new();
    private Watcher[] _watchers = [];
    private volatile Published? _current;
    private volatile Published? _taken;

    /// <summary>Takes a snapshot for someone who asks; none: only published snapshots are shown. Called from any thread, one at a time.</summary>
    public Func<StationSnapshot>? Take { get; init; }

    /// <summary>Whether any page watches.</summary>
    public bool IsWatched => Volatile.Read(ref _watchers).Length > 0;

    /// <summary>The newest snapshot; null until the first was published.</summary>
    public StationSnapshot? Current
    {
        get
        {
            if (_current is not { } current || Take is null || IsFresh(current))
                return _current?.Snapshot;
            lock (_gate)
            {
                if (_taken is not { } taken || !IsFresh(taken))
                    _taken = taken = new Published(Take(), time.GetTimestamp());
                return taken.Snapshot;
            }
        }
    }

    /// <summary>Real time since the newest snapshot was published; null until the first was.</summary>
    public TimeSpan? Age => _current is { } published ? time.GetElapsedTime(published.Timestamp) : null;

    public void Publish(StationSnapshot snapshot)
    {
        _current = new Published(snapshot, time.GetTimestamp());
        foreach (var watcher in Volatile.Read(ref _watchers))
            watcher.Queue.Writer.TryWrite(snapshot);
    }

    /// <summary>Null when <see cref="MaximumWatchers"/> are watching. The watcher starts with the current snapshot.</summary>
    public Watcher? Watch()
    {
        lock (_gate)
        {
            if (_watchers.Length >= MaximumWatchers)
                return null;
            var watcher = new Watcher(this);
            Volatile.Write(ref _watchers, [.. _watchers, watcher]);
            if (Current is { } snapshot)
                watcher.Queue.Writer.TryWrite(snapshot);
            return watcher;
        }
    }

    private bool IsFresh(Published published) => time.GetElapsedTime(published.Timestamp) <= FreshFor;

    private void Remove(Watcher watcher)
    {
        lock (_gate)
            Volatile.Write(ref _watchers, [.. _watchers.Where(other => other != watcher)]);
    }

    private sealed record Published(StationSnapshot Snapshot, long Timestamp);

    /// <summary>One looking client; a queue of one place in which the newest replaces what was not taken.</summary>
    internal sealed class Watcher(StationFeed feed) : IDisposable
    {
        internal Channel<StationSnapshot> Queue { get; } =
            Channel.CreateBounded<StationSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public bool TryTake([NotNullWhen(true)] out StationSnapshot? snapshot) => Queue.Reader.TryRead(out snapshot);

        public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => Queue.Reader.WaitToReadAsync(cancellationToken);

        public void Dispose() => feed.Remove(this);
    }
}
