using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Stands in front of everything that judges the structure: a channel whose samples cannot be trusted has no values in that window,
/// so that a broken sensor never becomes a broken bridge.
/// </summary>
internal sealed class SensorFaultGate
{
    private const string IncompleteReason = "incomplete";
    private const string ClippedReason = "clipped";

    private readonly ChannelTable _table;
    private readonly ChannelFaultDetector[] _detectors;
    private readonly RailExcursion[] _excursions;
    private readonly bool[] _usable;
    private readonly bool[] _measured;
    private readonly List<ChannelFault> _faults = [];

    public SensorFaultGate(ChannelTable table, WindowConfiguration windows)
    {
        _table = table;
        var options = new ChannelFaultOptions { WindowSeconds = windows.Seconds, MinimumCompleteness = windows.MinimumCompleteness };
        _detectors = [.. table.Channels.Select(_ => new ChannelFaultDetector(options))];
        _excursions = [.. table.Channels.Select(_ => new RailExcursion())];
        _usable = new bool[table.Channels.Count];
        _measured = new bool[table.Channels.Count];
    }

    /// <summary>Whether what the channel measured in the last inspected window is true as far as it goes: it passed, lacks samples, or ran into the end of its range.</summary>
    public bool IsMeasured(int channelIndex) => _measured[channelIndex];

    /// <summary>Whether the channel passed in the last inspected window and may be judged.</summary>
    public bool IsUsable(int channelIndex) => _usable[channelIndex];

    /// <summary>Inspects every channel in the oldest open window.</summary>
    public IReadOnlyList<ChannelFault> Inspect(WindowAssembler windows, ReadOnlySpan<string> sensorMessages)
    {
        _faults.Clear();
        foreach (var channel in _table.Channels)
        {
            var fault = Inspect(channel, windows, sensorMessages[channel.SensorIndex]);
            _usable[channel.Index] = fault is null;
            _measured[channel.Index] = fault is null or { Reason: IncompleteReason or ClippedReason };
            if (fault is not null)
                _faults.Add(fault);
        }

        return _faults.Count == 0 ? [] : _faults.ToArray();
    }

    private ChannelFault? Inspect(StationChannel channel, WindowAssembler windows, string sensorMessage)
    {
        var samples = windows.Window(channel.SensorIndex).Channel(channel.Row);
        var expected = windows.ExpectedSampleSets(channel.SensorIndex);
        var result = _detectors[channel.Index].Inspect(samples, expected, channel.RangeMin, channel.RangeMax, channel.Quantity);
        var isBeyondRange = IsBeyondRange(channel, samples, result.Reason);
        if (!result.IsFault)
            return null;
        var message = sensorMessage.Length > 0 ? sensorMessage : $"{channel.Id}: {result.Describe(channel.Unit)}";
        return new ChannelFault(channel.Id, result.Reason, message, isBeyondRange);
    }

    // A slow channel shows too little of the way to the end of its range to tell a load from a broken wire.
    private bool IsBeyondRange(StationChannel channel, ReadOnlySpan<float> samples, string reason)
    {
        if (!channel.IsDynamic)
            return false;
        if (reason == ClippedReason)
            return _excursions[channel.Index].Judge(samples, channel.RangeMin, channel.RangeMax, channel.SampleRateHz);
        _excursions[channel.Index].Pass(samples);
        return false;
    }
}
