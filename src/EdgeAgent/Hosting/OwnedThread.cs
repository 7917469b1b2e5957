namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>A loop on a thread of its own whose end is always observed.</summary>
internal sealed class OwnedThread
{
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OwnedThread(string name, Action loop)
    {
        Name = name;
        _thread = new Thread(() => Run(loop)) { Name = name, IsBackground = true };
    }

    public string Name { get; }

    /// <summary>Completes when the loop ends; fails with what it threw.</summary>
    public Task Ended => _ended.Task;

    public void Start() => _thread.Start();

    // The one place that may catch everything: the task carries it to the owner, who ends the program.
    private void Run(Action loop)
    {
        try
        {
            loop();
            _ended.SetResult();
        }
        catch (OperationCanceledException)
        {
            _ended.SetResult();
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ended.SetException(exception);
        }
    }
}
