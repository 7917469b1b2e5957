namespace EdgeTwin.Sync.Drain;

/// <summary>What a lane tells about itself. Thread-safe.</summary>
internal sealed class LaneState(string lane, IOutbox outbox)
{
    private readonly Lock _gate = new();
    private bool _connected;
    private string _message = "Not started.";
    private long _bytesSent;
    private long _quarantined;

    public LaneStatus Status
    {
        get
        {
            var position = outbox.Position(lane);
            lock (_gate)
                return new LaneStatus(lane, _connected, _message, position, Math.Max(0, outbox.HeadSequence - position), _bytesSent, _quarantined);
        }
    }

    public void Set(bool connected, string message)
    {
        lock (_gate)
            (_connected, _message) = (connected, message);
    }

    public void AddSent(int bytes)
    {
        lock (_gate)
            _bytesSent += bytes;
    }

    public void AddQuarantined()
    {
        lock (_gate)
            _quarantined++;
    }
}
