namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Where the host keeps the number that ties a death to its birth (bdSeq). It must survive a power cut: a death that arrives late
/// would otherwise end a later session.
/// </summary>
/// <param name="Load">The last saved number, 0 to 255, or <see langword="null"/> on a new station.</param>
/// <param name="Save">Saves a number durably before it returns; called before every CONNECT.</param>
public sealed record BirthDeathSequenceStore(Func<int?> Load, Action<int> Save)
{
    /// <summary>The number for the next CONNECT, already saved: 0 at first, then one more each time, 255 to 0.</summary>
    internal int Next()
    {
        var next = Load() is { } last ? (last + 1) % 256 : 0;
        Save(next);
        return next;
    }
}
