using System.Device.Linux;
using System.Runtime.InteropServices;

namespace System.Device.Gpio.Drivers;

/// <summary>
/// One requested line. The kernel queues its edges with time and number; a gap in the numbers means that the queue overflowed, and
/// <see cref="LostEdges"/> counts what is missing. Configuration calls are serialised by a lock; one reader of edges at a time.
/// </summary>
internal sealed unsafe class GpioLine : IDisposable
{
    private const int EdgeQueueLength = 64;

    private readonly Lock _gate = new();
    private readonly DeviceFile _file;
    private readonly string _place;
    private ulong _edgeFlags;
    private ulong _modeFlags;
    private PinValue _level;
    private uint _lastSequence;

    public GpioLine(DeviceFile chip, int offset)
    {
        _place = $"{chip.Path} line {offset}";
        // No direction flag: the line stays as it is until a mode is set.
        var request = new GpioLineRequest { LineCount = 1, EventBufferSize = EdgeQueueLength };
        request.Offsets[0] = (uint)offset;
        "edgetwin"u8.CopyTo(new Span<byte>(request.Consumer, 31));
        chip.Control(GpioRequest.GetLine, &request, "request of a GPIO line", _place);
        _file = DeviceFile.Adopt(request.Descriptor, _place);
    }

    public PinMode Mode { get; private set; } = PinMode.Input;

    /// <summary>Edges that the kernel dropped because nobody read them in time.</summary>
    public long LostEdges { get; private set; }

    public void SetMode(PinMode mode, PinValue level)
    {
        lock (_gate)
        {
            Configure(Flags(mode), mode == PinMode.Output ? 0 : _edgeFlags, level);
            Mode = mode;
        }
    }

    /// <summary>Makes the kernel queue these edges; only an input has edges.</summary>
    public void SetEdges(PinEventTypes edges)
    {
        lock (_gate)
        {
            var flags = (edges.HasFlag(PinEventTypes.Rising) ? GpioRequest.FlagEdgeRising : 0)
                | (edges.HasFlag(PinEventTypes.Falling) ? GpioRequest.FlagEdgeFalling : 0);
            if (flags == _edgeFlags)
                return;
            if (Mode == PinMode.Output)
                throw new InvalidOperationException($"{_place} is an output and has no edges.");
            Configure(_modeFlags == 0 ? GpioRequest.FlagInput : _modeFlags, flags, _level);
        }
    }

    public PinValue Read()
    {
        var values = new GpioLineValues { Mask = 1 };
        _file.Control(GpioRequest.GetValues, &values, "reading of a GPIO line", _place);
        return (values.Bits & 1) != 0;
    }

    public void Write(PinValue level)
    {
        lock (_gate)
        {
            var values = new GpioLineValues { Bits = (ulong)(byte)level, Mask = 1 };
            _file.Control(GpioRequest.SetValues, &values, "writing of a GPIO line", _place);
            _level = level;
        }
    }

    /// <summary>Blocks until an edge is there or the other descriptor becomes readable.</summary>
    /// <returns>The edge, or <see langword="null"/> when woken.</returns>
    public GpioLineEvent? WaitForEdge(WakeUp wakeUp)
    {
        var requests = stackalloc Libc.PollRequest[2];
        requests[0] = new Libc.PollRequest { Descriptor = (int)_file.DangerousGetHandle(), Events = Libc.PollIn };
        requests[1] = new Libc.PollRequest { Descriptor = wakeUp.Descriptor, Events = Libc.PollIn };
        while (Libc.Poll(requests, 2, timeoutMilliseconds: -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                throw Errno.Last("wait for an edge", _place);
        }

        return requests[1].Returned != 0 ? null : ReadEdge();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Edges between two that were read; the kernel numbers the edges of a line from 1.</summary>
    internal static uint LostBetween(uint previousSequence, uint sequence) => sequence - previousSequence - 1;

    private GpioLineEvent ReadEdge()
    {
        GpioLineEvent edge;
        if (Libc.Read((int)_file.DangerousGetHandle(), &edge, (nuint)sizeof(GpioLineEvent)) < sizeof(GpioLineEvent))
            throw Errno.Last("reading of an edge", _place);
        LostEdges += LostBetween(_lastSequence, edge.LineSequence);
        _lastSequence = edge.LineSequence;
        return edge;
    }

    private void Configure(ulong modeFlags, ulong edgeFlags, PinValue level)
    {
        var configuration = new GpioLineConfiguration { Flags = modeFlags | edgeFlags };
        if (modeFlags == GpioRequest.FlagOutput)
        {
            configuration.AttributeCount = 1;
            configuration.Attributes[0] = new GpioLineAttribute
            {
                Id = GpioRequest.AttributeOutputValues, Value = (ulong)(byte)level, Mask = 1,
            };
        }

        _file.Control(GpioRequest.SetConfig, &configuration, "configuration of a GPIO line", _place);
        (_modeFlags, _edgeFlags, _level) = (modeFlags, edgeFlags, level);
    }

    private static ulong Flags(PinMode mode) => mode switch
    {
        PinMode.Input => GpioRequest.FlagInput | GpioRequest.FlagNoPull,
        PinMode.InputPullUp => GpioRequest.FlagInput | GpioRequest.FlagPullUp,
        PinMode.InputPullDown => GpioRequest.FlagInput | GpioRequest.FlagPullDown,
        PinMode.Output => GpioRequest.FlagOutput,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such pin mode."),
    };
}
