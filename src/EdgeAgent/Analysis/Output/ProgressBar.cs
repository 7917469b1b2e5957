using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis.Output;

/// <summary>A line on standard error that says how far a long work is; only when a person watches, and only when it takes longer than a moment.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly bool _isWatched;
    private readonly long _started;
    private long _lastShown;
    private bool _isShown;

    public ProgressBar(TextWriter output)
        : this(output, TimeProvider.System, Terminal.IsWatched(output))
    {
    }

    internal ProgressBar(TextWriter output, TimeProvider time, bool isWatched)
    {
        _output = output;
        _time = time;
        _isWatched = isWatched;
        _started = time.GetTimestamp();
    }

    /// <param name="what">What is being done, a few words.</param>
    /// <param name="share">Part done, 0 to 1.</param>
    public void Show(string what, double share)
    {
        if (!_isWatched || _time.GetElapsedTime(_started) < Patience || (_isShown && _time.GetElapsedTime(_lastShown) < Between))
            return;
        var part = double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;
        var full = (int)Math.Round(part * Width);
        _output.Write($"\r\u001b[K[{new string('#', full)}{new string('.', Width - full)}] {part * 100,3:0} % {what}");
        _output.Flush();
        _isShown = true;
        _lastShown = _time.GetTimestamp();
    }

    /// <summary>Takes the line away, so that what follows stands alone.</summary>
    public void Clear()
    {
        if (_isShown)
            _output.Write("\r\u001b[K");
        _isShown = false;
    }

    public void Dispose() => Clear();
}
