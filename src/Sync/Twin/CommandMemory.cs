namespace EdgeTwin.Sync.Twin;

/// <summary>
/// The last answers by request, so that a command that the broker delivers twice is run once. Outlives sessions. Thread-safe.
/// </summary>
internal sealed class CommandMemory
{
    /// <summary>Answers kept.</summary>
    internal const int AnswersMax = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>What makes a request the same request; <see langword="null"/> when the sender gave nothing to tell it by.</summary>
    public static string? KeyOf(string name, string? responseTopic, ReadOnlyMemory<byte> correlationData) =>
        correlationData.IsEmpty ? null : $"{name}\n{responseTopic}\n{Convert.ToHexString(correlationData.Span)}";

    public byte[]? Recall(string? key)
    {
        if (key is null)
            return null;
        lock (_gate)
            return _answers.GetValueOrDefault(key);
    }

    public void Remember(string? key, byte[] answer)
    {
        if (key is null)
            return;
        lock (_gate)
        {
            if (!_answers.TryAdd(key, answer))
                return;
            _order.Enqueue(key);
            if (_order.Count > AnswersMax)
                _answers.Remove(_order.Dequeue());
        }
    }
}
