using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.SensorDrivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Acquisition;

public sealed class SamplingLoopTests : IDisposable
{
    private const long Millisecond = 1_000_000;
    private readonly CancellationTokenSource _stop = new();
    private readonly SampleQueue _queue = new(waitWhenFull: false, _ => { });
    private readonly SteppedClock _clock;

    public SamplingLoopTests() => _clock = new SteppedClock(_stop);

    [Fact]
    public void Run_SensorsDueAMomentApart_AreServedByOneWakeUp()
    {
        var fast = Slot(0, pollMs: 5.5);
        var slow = Slot(1, pollMs: 16);

        Run(untilMs: 480, null, fast, slow);

        // Every 16 ms the two are together; in between the fast one is alone twice. Each on its own would be 87 + 30 wake-ups.
        Assert.InRange(_clock.WakeUps, 88, 93);
        Assert.InRange(fast.Account.Delivered, 88, 93);
        Assert.InRange(slow.Account.Delivered, 30, 32);
    }

    [Fact]
    public void Run_SlowSensorIsListedFirst_ServesTheFastOneFirst()
    {
        Run(untilMs: 1, null, Slot(0, pollMs: 16), Slot(1, pollMs: 5.5));

        var order = new List<int>();
        while (_queue.Reader.TryRead(out var item))
        {
            if (item.Block is { } block)
                order.Add(block.SensorIndex);
        }

        Assert.Equal([1, 0], order.Take(2));
    }

    [Fact]
    public void Run_NobodyWatches_HandsOverTwentyTimesASecondAtMost()
    {
        var arrivals = Arrivals(watched: false);

        Assert.All(arrivals.Zip(arrivals.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 40 * Millisecond));
        Assert.InRange(arrivals.Count, 15, 25);
    }

    [Fact]
    public void Run_SomeoneWatches_HandsOverEveryRound() => Assert.InRange(Arrivals(watched: true).Count, 95, 105);

    [Fact]
    public void Run_Stopped_HandsOverWhatWasReadLast()
    {
        var slot = Slot(0, pollMs: 10);

        Run(untilMs: 25, null, slot);

        var samples = 0;
        while (_queue.Reader.TryRead(out var item))
            samples += item.Block?.SampleCount ?? 0;
        Assert.Equal(slot.Account.Delivered, samples);
        Assert.Equal(4, samples);
    }

    public void Dispose() => _stop.Dispose();

    private List<long> Arrivals(bool watched)
    {
        var (seen, arrivals) = (0, new List<long>());
        _clock.Waiting += nowNs =>
        {
            if (_queue.Count > seen)
                arrivals.Add(nowNs);
            seen = _queue.Count;
        };
        Run(untilMs: 1000, () => watched, Slot(0, pollMs: 10));
        return arrivals;
    }

    private void Run(long untilMs, Func<bool>? isWatched, params SensorSlot[] slots)
    {
        _clock.StopAtNs = untilMs * Millisecond;
        new SamplingLoop(slots, _clock, new StationClock(_clock, () => ClockQuality.Unknown), _queue, NullLogger.Instance, isWatched).Run(_stop.Token);
    }

    private static SensorSlot Slot(int index, double pollMs)
    {
        var driver = new OneSampleDriver(new SensorDescription(
            $"s{index}", "scripted", 100, TimeSpan.FromMilliseconds(pollMs), [new ChannelDescription("a", "strain", "ue", -1, 1)]));
        return new SensorSlot(index, () => driver, driver.Description);
    }

    /// <summary>Time that jumps to what the loop waits for.</summary>
    private sealed class SteppedClock(CancellationTokenSource stop) : TimeProvider, ISamplingClock
    {
        private long _nowNs;

        public event Action<long>? Waiting;

        public int WakeUps { get; private set; }

        public long StopAtNs { get; set; }

        public TimeProvider Time => this;

        public bool RunsByItself => false;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => _nowNs;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_nowNs / 100);

        public void WaitUntil(long monotonicNs, CancellationToken cancellationToken)
        {
            Waiting?.Invoke(_nowNs);
            if (monotonicNs <= _nowNs)
                return;
            WakeUps++;
            _nowNs = monotonicNs;
            if (_nowNs >= StopAtNs)
                stop.Cancel();
        }
    }

    private sealed class OneSampleDriver(SensorDescription description) : ISensorDriver
    {
        private long _next;

        public SensorDescription Description { get; } = description;

        public void Start()
        {
        }

        public ReadOutcome Read(SampleBlock block)
        {
            block.SetSampleCount(1);
            block.FirstSequence = _next++;
            block.SampleIntervalNs = 1e7;
            return ReadOutcome.Ok;
        }

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}
