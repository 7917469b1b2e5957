using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Store;

/// <summary>Windows of a small station: one axis, one strain gauge, one mode.</summary>
internal static class SampleWindows
{
    public const long FirstStartUtcNs = 1_767_225_600_000_000_000; // 2026-01-01T00:00:00Z
    public const long LengthNs = 60_000_000_000;

    public static readonly IReadOnlyList<FeatureDefinition> Definitions =
    [
        new(0, "acc-1.z/rms", "acc-1.z", "rms", "m/s2", "span-1", "girder", "RMS of acceleration at midspan"),
        new(1, "strain-1.strain/range", "strain-1.strain", "range", "ue", "span-1", "girder", "Range of strain at midspan"),
        new(2, "span-1/mode-1-frequency", "span-1", "mode-1-frequency", "Hz", "span-1", "", "Frequency of mode 1 of span-1"),
    ];

    public static FeatureFrame Frame(int number, double rms = 0.0123, double strain = 42, double frequency = 3.52) => new()
    {
        StartUtcNs = FirstStartUtcNs + (number * LengthNs),
        EndUtcNs = FirstStartUtcNs + ((number + 1) * LengthNs),
        EndMonotonicNs = (number + 1) * LengthNs,
        ClockQuality = new ClockQuality(ClockSource.Ntp, 1_200_000),
        Definitions = Definitions,
        Values = [rms, strain, frequency],
        Completeness = [1, 1, 1],
        TemperatureC = 12.5,
        ExcitationMps2 = 0.02,
        Faults = [],
    };

    public static WindowResult Result(int number, params AlarmChange[] changes) => new(Frame(number), null, changes);

    public static WindowResult Scored(int number) =>
        new(Frame(number), new ModelScore("ab12", 3.5, 0.7, [new FeatureContribution("acc-1.z/rms", 0.0123, 0.01, 3.5)]), []);

    public static AlarmChange Raised(string id, long utcNs = FirstStartUtcNs) =>
        new(
            new Alarm
            {
                Id = id,
                Key = "strain-high",
                Class = AlarmClass.Structural,
                Severity = AlarmSeverity.Critical,
                State = AlarmState.UnacknowledgedActive,
                Message = "Range of strain at midspan is 210 ue, above 200 ue",
                Subject = "girder",
                RaisedUtcNs = utcNs,
                Explanation = JsonDocument.Parse("""{"rule":{"id":"strain-high"},"value":210}""").RootElement,
            },
            AlarmState.Normal,
            utcNs);
}
