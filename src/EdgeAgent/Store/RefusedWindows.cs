using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Counts windows that could not be kept at all, until the loss can be written down. Guarded by the store's gate.</summary>
internal sealed class RefusedWindows
{
    /// <summary>While there is no room, one entry in the ledger for so many windows.</summary>
    private const int WindowsPerEntry = 64;

    private LossRun _run;

    /// <summary>Since the start.</summary>
    public long Total { get; private set; }

    public void Add(FeatureFrame frame)
    {
        Total++;
        _run = _run.Records == 0
            ? new LossRun(null, null, 1, frame.StartUtcNs, frame.EndUtcNs)
            : _run with
            {
                Records = _run.Records + 1,
                FromUtcNs = Math.Min(_run.FromUtcNs!.Value, frame.StartUtcNs),
                ToUtcNs = Math.Max(_run.ToUtcNs!.Value, frame.EndUtcNs),
            };
    }

    public Loss? LossToWrite(long epoch, bool stillNoRoom) =>
        _run.Records == 0 || (stillNoRoom && _run.Records < WindowsPerEntry)
            ? null
            : new Loss("window", "The store had no room or could not be written; these windows were not kept.", epoch, [_run]);

    public void Written() => _run = default;
}
