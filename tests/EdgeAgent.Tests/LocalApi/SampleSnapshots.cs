using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

internal static class SampleSnapshots
{
    public const long UtcNs = 1_767_225_600_123_456_789;

    /// <summary>Every property has a value somewhere, and every kind of missing value occurs.</summary>
    public static StationSnapshot Full { get; } = new()
    {
        StationName = "River crossing",
        Owner = "example",
        Gateway = "reference",
        SoftwareVersion = "0.1.0",
        UptimeSeconds = 12.5,
        Source = new SourceStatus(SourceKind.Simulated, "simulated, 60 times real time", 60, double.NaN),
        StationUtcNs = UtcNs,
        Clock = new ClockQuality(ClockSource.Ntp, 1_500_000),
        Health = new HealthReport(HealthState.Attention, "One sensor is silent.", [new HealthItem("Sensors", HealthState.Fault, "acc-3 is silent.")]),
        Spans = [new SpanGeometry("span-1", "Span 1", 30, [new MemberConfiguration("midspan", "Midspan", 10, 20)], [new SensorPlace("acc-3", "adxl355", "midspan", 15)])],
        Channels = [Channel],
        LatestWindow = new WindowReport(UtcNs, UtcNs + 60_000_000_000,
        [
            new FeatureReading(new FeatureDefinition(0, "acc-3.z/rms", "acc-3.z", "rms", "m/s2", "span-1", "midspan", "RMS"), double.NaN, null, 0.5),
            new FeatureReading(new FeatureDefinition(1, "span-1/mode-1-frequency", "span-1", "mode-1-frequency", "Hz", "span-1", "", "Mode 1"), 4.02, 4.01, 1),
        ]),
        Model = new ModelStatus(ModelState.Learning, "Learning what is normal: 62 of 240 windows", 62, 240, null, null, 0),
        Alarms = [Alarm],
        Lanes = [new LaneStatus("twin", true, "In step", 17, 0, 4096, 0)],
        Store = new StoreStatus(100, 3, 1 << 20, 1L << 30, double.NaN),
        Simulation = new SimulationStatus([new MemberDamage("midspan", 0.2)], [new SensorFault("acc-3", SimulatedFault.Unplugged)]),
    };

    public static StationSnapshot Named(string name) => Full with { StationName = name };

    private static ChannelReading Channel => new()
    {
        Id = "acc-3.z",
        SensorId = "acc-3",
        Kind = "adxl355",
        Quantity = "acceleration",
        Unit = "m/s2",
        Span = "span-1",
        Member = "midspan",
        PositionM = 15,
        Direction = "vertical",
        LastValue = double.NaN,
        NominalRateHz = 1000,
        MeasuredRateHz = 1003.1,
        Status = ChannelStatus.Fault,
        Message = "Check the MISO wire.",
        SamplesReceived = 1000,
        SamplesMissing = 3,
        Overruns = 1,
    };

    private static Alarm Alarm => new()
    {
        Id = "A-000017",
        Key = "mode-1-drop",
        Class = AlarmClass.Structural,
        Severity = AlarmSeverity.Critical,
        State = AlarmState.UnacknowledgedActive,
        Message = "Mode 1 is low.",
        Subject = "span-1/mode-1-frequency",
        RaisedUtcNs = UtcNs,
        ReturnedUtcNs = UtcNs + 1_000_000,
        AcknowledgedUtcNs = null,
        AcknowledgedBy = null,
        Explanation = JsonDocument.Parse("""{"rule":"mode-1-drop","value":3.77}""").RootElement,
    };
}
