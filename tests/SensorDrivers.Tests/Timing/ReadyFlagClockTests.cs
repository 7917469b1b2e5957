using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tests.Timing;

/// <summary>A chip that keeps one result and a flag, looked at in every way that a host can be late.</summary>
public sealed class ReadyFlagClockTests
{
    private const double IntervalNs = 12.5e6;

    [Theory]
    [InlineData(0)]
    [InlineData(0.03)]
    [InlineData(-0.03)]
    public void TryTake_RegularLooks_DeliversEverySampleInTime(double clockError)
    {
        var chip = new Chip(clockError);
        for (var i = 0; i < 4000; i++)
            chip.Look(IntervalNs / 4);

        Assert.Equal(0, chip.Missing);
        Assert.InRange(chip.Samples.Count, 1000 * (1 + clockError) - 3, 1000 * (1 + clockError));
        Assert.Equal(chip.TrueIntervalNs, chip.Clock.IntervalNs, IntervalNs * 1e-4);
        Assert.All(chip.Samples.Skip(100), sample => Assert.Equal(sample.TrueNs, sample.Ns, IntervalNs * 0.02));
    }

    // The truth numbers the conversions; the clock must find the same numbers from nothing but the flag.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void TryTake_LooksAtAnyTime_NumbersWhatItDeliversRight(int seed)
    {
        var random = new Random(seed);
        var chip = new Chip(0.01 * (random.NextDouble() - 0.5));
        for (var i = 0; i < 20_000; i++)
            chip.Look(IntervalNs * (random.Next(30) == 0 ? 8 * random.NextDouble() : 0.1 + 0.3 * random.NextDouble()));

        Assert.True(chip.Missing > 500);
        Assert.Equal(chip.LastNumber + 1, chip.Samples.Count + chip.Missing);
        Assert.All(chip.Samples.Skip(100), sample => Assert.Equal(sample.TrueNumber, sample.Number));
        Assert.All(chip.Samples.Skip(100), sample => Assert.Equal(sample.TrueNs, sample.Ns, IntervalNs * 0.2));
    }

    [Fact]
    public void TryTake_PolledSlowerThanTheChip_NeverDeliversASampleTwice()
    {
        var random = new Random(6);
        var chip = new Chip(0);
        for (var i = 0; i < 200; i++)
            chip.Look(IntervalNs / 4);
        for (var i = 0; i < 300; i++)
            chip.Look(IntervalNs * (2.2 + 0.5 * random.NextDouble()));

        Assert.Equal(chip.Samples.Count, chip.Samples.Select(sample => sample.TrueNumber).Distinct().Count());
        Assert.All(chip.Samples, sample => Assert.Equal(sample.TrueNumber, sample.Number));
        Assert.InRange(chip.Samples.Count - 50, 150, 300);
    }

    [Fact]
    public void TryTake_NeverALookInTime_StillDelivers()
    {
        var chip = new Chip(0);
        for (var i = 0; i < 300; i++)
            chip.Look(IntervalNs * 2.4);

        Assert.True(chip.Samples.Count > 100);
        Assert.Equal(chip.LastNumber + 1, chip.Samples.Count + chip.Missing);
    }

    [Fact]
    public void Restart_ChipWasAway_CountsTheTime()
    {
        var chip = new Chip(0);
        for (var i = 0; i < 400; i++)
            chip.Look(IntervalNs / 4);
        chip.BeAwayFor(10 * 1e9);
        for (var i = 0; i < 400; i++)
            chip.Look(IntervalNs / 4);

        Assert.Equal(800, chip.Missing, 2.0);
    }

    [Fact]
    public void IsNearNext_NeverStarted_IsNot() => Assert.False(new ReadyFlagClock(80, 0.05).IsNearNext(123, 456));

    private sealed class Chip
    {
        private readonly double _firstEndNs;
        private double _nowNs = 1e9;
        private long _read = -1;
        private long _offset;

        public Chip(double clockError)
        {
            TrueIntervalNs = IntervalNs / (1 + clockError);
            _firstEndNs = _nowNs + 0.37 * TrueIntervalNs;
            Clock = new ReadyFlagClock(80, 0.05);
            Clock.Restart((long)_nowNs);
        }

        public ReadyFlagClock Clock { get; }

        public double TrueIntervalNs { get; }

        public long Missing { get; private set; }

        public long LastNumber { get; private set; }

        public List<(long Number, long TrueNumber, double Ns, double TrueNs)> Samples { get; } = [];

        public void BeAwayFor(double ns)
        {
            _nowNs += ns;
            Clock.Restart((long)_nowNs);
            _read = Newest;
        }

        public void Look(double afterNs)
        {
            _nowNs += afterNs;
            var newest = Newest;
            if (newest == _read)
            {
                Clock.WasClear((long)_nowNs);
                return;
            }

            _read = newest;
            if (!Clock.TryTake((long)_nowNs, (long)_nowNs + 1000, out var label))
                return;
            if (Samples.Count == 0)
                _offset = newest - label.Sequence;
            Missing += label.Missing;
            LastNumber = label.Sequence;
            Samples.Add((label.Sequence, newest - _offset, label.MonotonicNs, _firstEndNs + (newest - 0.5) * TrueIntervalNs));
        }

        private long Newest => (long)Math.Floor((_nowNs - _firstEndNs) / TrueIntervalNs);
    }
}
