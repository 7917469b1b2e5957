using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>Watches one sensor: its channels share a chip, a cable and a fate, and a person wants one alarm for them.</summary>
internal sealed class SensorWatch(string sensorId)
{
    /// <summary>A chip that is gone or stuck is so at once; other faults may be one odd window.</summary>
    private const int PlainFaultWindows = 1;
    private const int DoubtfulFaultWindows = 2;
    private const int ReturnWindows = 2;

    private readonly List<ChannelFault> _faults = [];
    private Persistence _persistence;

    public string SensorId { get; } = sensorId;

    public string Key { get; } = "sensor:" + sensorId;

    /// <summary>Faults of its channels in the present window.</summary>
    public IReadOnlyList<ChannelFault> Faults => _faults;

    public Persistence Persistence
    {
        get => _persistence;
        set => _persistence = value;
    }

    public static string SensorOf(string channel) => channel.LastIndexOf('.') is var dot and > 0 ? channel[..dot] : channel;

    public void Clear() => _faults.Clear();

    public void Add(ChannelFault fault) => _faults.Add(fault);

    public Turn Step(bool isActive)
    {
        var plain = _faults.Exists(fault => fault.Reason is "absent" or "stuck");
        return _persistence.Step(
            _faults.Count > 0 ? Verdict.Violating : Verdict.Back, isActive, plain ? PlainFaultWindows : DoubtfulFaultWindows, ReturnWindows);
    }
}
