using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent;

/// <summary>What a <see cref="SignalPath"/> is made of.</summary>
internal sealed record SignalPathParts
{
    public required ChannelTable Table { get; init; }
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }
    public required WindowConfiguration Windows { get; init; }
    public required FeatureConfiguration Features { get; init; }
    public required LiveReadings Live { get; init; }

    /// <summary>Where blocks are copied for the live view; none for recordings.</summary>
    public WaveformTap? Waveforms { get; init; }

    /// <summary>What tells the sensors' noise at any moment; none for recordings.</summary>
    public SensorMeters? Meters { get; init; }

    /// <summary>Called after every item; feeds the watchdog.</summary>
    public Action? Heartbeat { get; init; }

    /// <summary>Why a sensor delivers nothing; empty when it runs.</summary>
    public Func<int, string>? SensorMessage { get; init; }

    /// <summary>A station starts in the middle of a window, which would look like a fault of every sensor; a recording shows what it has.</summary>
    public bool SkipPartialFirstWindow { get; init; }
}

/// <summary>What became of the windows.</summary>
/// <param name="WindowsClosed">Windows judged.</param>
/// <param name="LateSampleSets">Sample sets that came after their window was closed.</param>
/// <param name="RefusedSampleSets">Sample sets that did not fit, because a sensor delivers faster than it says.</param>
internal readonly record struct SignalPathAccount(long WindowsClosed, long LateSampleSets, long RefusedSampleSets);

/// <summary>What happens to a closed window: the station infers, decides and stores; a replay writes it down.</summary>
internal interface IWindowJudge
{
    /// <summary>Takes a window; called on the signal path's thread.</summary>
    void Judge(FeatureFrame frame);

    /// <summary>Called between items, for work that is due by time, such as a commit.</summary>
    void Pause();
}
