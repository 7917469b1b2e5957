using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Twin;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.Sync.Tests.Drain;

public sealed class LaneSupervisorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SessionLength = TimeSpan.FromMinutes(1);

    /// <summary>The manual clock goes on while the pool gets round to a continuation.</summary>
    private static readonly TimeSpan SchedulingLag = TimeSpan.FromSeconds(20);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Failures_InARow_WaitLongerUpToTheLongestDelay()
    {
        var lane = new ScriptedLane(_clock, _ => throw new SyncException("connect", "b", "no route", true));
        await using var supervisor = Supervise(lane, new ReconnectOptions { FirstDelay = TimeSpan.FromSeconds(1), LongestDelay = TimeSpan.FromSeconds(60) });
        supervisor.Start();

        await AdvanceUntilAsync(() => lane.Starts.Count >= 15);

        var delays = lane.Starts.Zip(lane.Starts.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(60) + SchedulingLag));
        Assert.True(delays.Take(3).Max() < TimeSpan.FromSeconds(30), "the first delays are short");
        Assert.True(delays.Skip(8).Average(delay => delay.TotalSeconds) > 20, "later ones are long");
        Assert.StartsWith("Offline since 2026-01-01", supervisor.Status.Message);
    }

    [Fact]
    public async Task SoundSession_ThenFailure_StartsAgainAtOnce()
    {
        var lane = new ScriptedLane(_clock, async stop =>
        {
            await Task.Delay(SessionLength, _clock, stop);
            throw new SyncException("session", "b", "lost", true);
        });
        await using var supervisor = Supervise(lane, new ReconnectOptions());
        supervisor.Start();

        await AdvanceUntilAsync(() => lane.Starts.Count >= 5);

        var delays = lane.Starts.Zip(lane.Starts.Skip(1), (earlier, later) => later - earlier - SessionLength);
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(2) + SchedulingLag));
    }

    [Fact]
    public async Task Bug_InASession_IsReportedAndSurvived()
    {
        var lane = new ScriptedLane(_clock, _ => throw new InvalidOperationException("oops"));
        await using var supervisor = Supervise(lane, new ReconnectOptions());
        supervisor.Start();

        await AdvanceUntilAsync(() => lane.Starts.Count >= 3);

        Assert.Contains("internal error: oops", supervisor.Status.Message);
    }

    [Fact]
    public async Task OldBroker_SecondAttempt_Uses311()
    {
        var lane = new ScriptedLane(_clock, _ => throw new SyncException("connect", "b", "old", true, MqttReason.UnsupportedProtocolVersion));
        await using var supervisor = Supervise(lane, new ReconnectOptions());
        supervisor.Start();

        await AdvanceUntilAsync(() => lane.Starts.Count >= 2);

        Assert.Equal([MqttVersion.V5, MqttVersion.V311], lane.Versions.Take(2));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task SessionsCutInARow_AfterTheBrokerAcceptedThem_HintAtASecondAgentOfThatId(bool accepted, bool hints)
    {
        ScriptedLane lane = null!;
        lane = new ScriptedLane(_clock, _ =>
        {
            lane.State.Set(accepted, "In step.");
            throw new SyncException("session", "b", "the broker closed the connection", true);
        });
        await using var supervisor = Supervise(lane, new ReconnectOptions());
        supervisor.Start();

        await AdvanceUntilAsync(() => lane.Starts.Count >= 4);

        Assert.Equal(hints, supervisor.Status.Message.Contains("another agent uses the same gateway id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoStations_OfOneGatewayId_SayThatTheyThrowEachOtherOut()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var one = new SyncStation();
        await using var other = new SyncStation();
        await one.StartAsync(SyncStation.Options(broker.Port, twin: new TwinLaneOptions { Enabled = true }));
        await other.StartAsync(SyncStation.Options(broker.Port, twin: new TwinLaneOptions { Enabled = true }));

        await Eventually.TrueAsync(
            () => one.Status.Message.Contains("another agent uses the same gateway id", StringComparison.Ordinal)
                && other.Status.Message.Contains("another agent uses the same gateway id", StringComparison.Ordinal),
            Patience,
            "both say what the matter is");
    }

    private LaneSupervisor Supervise(ScriptedLane lane, ReconnectOptions options) => new(lane, "b:1", options, _clock, NullLogger.Instance);

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException("The lane did not come back.");
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private sealed class ScriptedLane(ManualTimeProvider clock, Func<CancellationToken, Task> session) : ILane
    {
        private readonly DateTimeOffset _start = clock.GetUtcNow();

        public string Name => "scripted";

        public List<TimeSpan> Starts { get; } = [];

        public List<MqttVersion> Versions { get; } = [];

        public LaneState State { get; } = new("scripted", new InMemoryOutbox());

        public async Task RunSessionAsync(MqttVersion version, Func<bool> graceful, CancellationToken stop)
        {
            lock (Starts)
            {
                Starts.Add(clock.GetUtcNow() - _start);
                Versions.Add(version);
            }

            await session(stop);
        }
    }
}
