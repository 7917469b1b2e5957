namespace System.Device.Gpio.Drivers;

/// <summary>
/// One thread that waits for the edges of one line and calls back. The list of callbacks is replaced whole under a lock, so the
/// thread calls without holding it. Disposing from a callback does not wait for the thread it runs on.
/// </summary>
internal sealed class EdgeListener : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LibGpiodDriver _driver;
    private readonly int _pinNumber;
    private readonly GpioLine _line;
    private readonly WakeUp _wakeUp = new();
    private readonly Thread _thread;
    private (PinEventTypes Edges, PinChangeEventHandler Callback)[] _callbacks = [];
    private volatile bool _isStopped;

    public EdgeListener(LibGpiodDriver driver, int pinNumber, GpioLine line)
    {
        _driver = driver;
        _pinNumber = pinNumber;
        _line = line;
        _thread = new Thread(Listen) { IsBackground = true, Name = $"GPIO {pinNumber}" };
    }

    public void Add(PinEventTypes edges, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            _callbacks = [.. _callbacks, (edges, callback)];
            _line.SetEdges(_callbacks.Aggregate(PinEventTypes.None, (all, entry) => all | entry.Edges));
            if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
                _thread.Start();
        }
    }

    /// <summary>Removes a callback; <see langword="true"/> when none is left.</summary>
    public bool Remove(PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            _callbacks = [.. _callbacks.Where(entry => entry.Callback != callback)];
            return _callbacks.Length == 0;
        }
    }

    public void Dispose()
    {
        _isStopped = true;
        _wakeUp.Set();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted) && Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
            _thread.Join();
        _wakeUp.Dispose();
    }

    private void Listen()
    {
        while (!_isStopped && _line.WaitForEdge(_wakeUp) is { } edge)
        {
            var type = LibGpiodDriver.Type(edge);
            foreach (var (edges, callback) in _callbacks)
            {
                if (edges.HasFlag(type))
                    callback(_driver, new PinValueChangedEventArgs(type, _pinNumber));
            }
        }
    }
}
