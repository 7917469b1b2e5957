using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Resampling;

namespace EdgeTwin.EdgeAgent.Tests.Features;

/// <summary>Chips with clocks of their own in the window assembler: spectra see one time base, everything else sees what was measured.</summary>
public sealed class SensorTimeBaseTests
{
    private const long Second = 1_000_000_000;
    private const double RateHz = 100;
    private const double SineHz = 7.3;
    private const int BlockSamples = 20;

    // 2026-01-01T00:00:00Z, a whole multiple of every window length used here.
    private const long Midnight = 1_767_225_600L * Second;

    private static readonly WindowConfiguration TenSeconds = new() { Seconds = 10, LatenessSeconds = 2 };

    [Theory]
    [InlineData(0)]
    [InlineData(1500)]
    [InlineData(-1500)]
    [InlineData(9000)]
    public void Uniform_ChipClockOff_HasTheSignalAtWholeIntervalsOfUtc(double clockErrorPpm)
    {
        var chip = new Chip(clockErrorPpm);
        chip.FeedUntil(Midnight + (11 * Second));
        chip.Assembler.MoveOn();
        chip.FeedUntil(Midnight + (21 * Second));

        var uniform = chip.Assembler.Uniform(chip.Channel);

        Assert.Equal(Midnight + (10 * Second), chip.Assembler.StartUtcNs);
        Assert.Equal(1000, uniform.Length);
        for (var i = 0; i < uniform.Length; i++)
            Assert.Equal(Signal(chip.Assembler.StartUtcNs + (i * 10_000_000L)), uniform[i], 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1500)]
    [InlineData(-1500)]
    public void Window_ChipClockOff_KeepsWhatWasMeasured(double clockErrorPpm)
    {
        var chip = new Chip(clockErrorPpm);
        chip.FeedUntil(Midnight + (20 * Second) - (Second / 2));
        var first = chip.Assembler.Window(0).Channel(0).ToArray();
        chip.Assembler.MoveOn();
        var second = chip.Assembler.Window(0).Channel(0).ToArray();

        // To the sample, and in the order and with the values in which they came.
        Assert.Equal(chip.Measured, first.Concat(second));
        Assert.Equal(1000 * (1 + (clockErrorPpm * 1e-6)), first.Length, 1.0);
        Assert.Equal(0, chip.Assembler.LateSampleSets);
        Assert.Equal(0, chip.Assembler.RefusedSampleSets);
    }

    [Fact]
    public void Uniform_SamplesMissing_AreNaNAndTheWindowCountsWhatWasMeasured()
    {
        var chip = new Chip(1500);
        chip.FeedUntil(Midnight + (5 * Second));
        chip.Skip(3);
        chip.FeedUntil(Midnight + (11 * Second));

        var missing = 0;
        var uniform = chip.Assembler.Uniform(chip.Channel);
        for (var i = 32; i < uniform.Length; i++)
            missing += float.IsNaN(uniform[i]) ? 1 : 0;
        var raw = chip.Assembler.Window(0).Channel(0).ToArray();

        Assert.InRange(missing, ResamplingFilter.Taps + 2, ResamplingFilter.Taps + 3);
        Assert.Equal(3, raw.Count(float.IsNaN));
        Assert.InRange(raw.Length, 1000, 1003);
    }

    [Fact]
    public void IsComplete_TimeBaseNotKnownToTheEnd_WaitsForHalfAFilter()
    {
        var chip = new Chip(0);
        chip.FeedUntil(Midnight + (10 * Second));
        chip.Assembler.Tick(Midnight + (10 * Second) + (Second / 10), 0, ClockQuality.Unknown);
        Assert.Equal(1000, chip.Assembler.Window(0).Count);
        Assert.False(chip.Assembler.IsComplete());

        chip.FeedUntil(Midnight + (10 * Second) + (Second / 2));

        Assert.True(chip.Assembler.IsComplete());
        Assert.False(float.IsNaN(chip.Assembler.Uniform(chip.Channel)[^1]));
    }

    [Fact]
    public void IsComplete_ChipFallsSilent_ClosesAfterTheLatenessWithTheEndMissing()
    {
        var chip = new Chip(0);
        chip.FeedUntil(Midnight + (9 * Second));
        chip.Assembler.Tick(Midnight + (12 * Second), 0, ClockQuality.Unknown);

        Assert.True(chip.Assembler.IsComplete());
        var uniform = chip.Assembler.Uniform(chip.Channel);
        Assert.Equal(1000, uniform.Length);
        Assert.False(float.IsNaN(uniform[880]));
        Assert.True(float.IsNaN(uniform[890]));
    }

    [Fact]
    public void JumpTo_AfterAStretchWithoutData_ForgetsTheTimeBase()
    {
        var chip = new Chip(0);
        chip.FeedUntil(Midnight + (11 * Second));
        chip.Assembler.MoveOn();
        chip.Assembler.MoveOn();

        chip.Assembler.JumpTo(Midnight + (3600 * Second));

        Assert.All(chip.Assembler.Uniform(chip.Channel).ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(false, "acceleration", RateHz)]
    [InlineData(true, "strain", RateHz)]
    [InlineData(true, "acceleration", 3.906)]
    public void Uniform_HostPacedOrSlowOrOther_IsWhatWasMeasured(bool isChipClocked, string quantity, double rateHz)
    {
        var chip = new Chip(1500, isChipClocked, quantity, rateHz);
        chip.FeedUntil(Midnight + (11 * Second));

        Assert.True(chip.Assembler.Uniform(chip.Channel) == chip.Assembler.Window(0).Channel(0));
    }

    private static double Signal(long utcNs) => 9.81 + Math.Sin(2 * Math.PI * SineHz * (utcNs - Midnight) * 1e-9);

    /// <summary>One chip, its true clock, and the assembler behind it.</summary>
    private sealed class Chip
    {
        private readonly SampleBlockPool _pool = new(1, BlockSamples, 1);
        private readonly double _intervalNs;
        private long _sequence;
        private long _missing;

        public Chip(double clockErrorPpm, bool isChipClocked = true, string quantity = "acceleration", double rateHz = RateHz)
        {
            var description = new SensorDescription(
                "s", "chip", rateHz, TimeSpan.FromSeconds(1), [new ChannelDescription("a", quantity, "m/s2", -1e6, 1e6)]) { IsChipClocked = isChipClocked };
            var table = ChannelTable.ForRecording(description);
            Channel = table.Channels[0];
            Assembler = new WindowAssembler(table, TenSeconds);
            _intervalNs = Second / (rateHz * (1 + (clockErrorPpm * 1e-6)));
        }

        public StationChannel Channel { get; }

        public WindowAssembler Assembler { get; }

        public List<float> Measured { get; } = [];

        public void Skip(int samples)
        {
            _sequence += samples;
            _missing = samples;
        }

        public void FeedUntil(long utcNs)
        {
            while (TimeOf(_sequence) < utcNs)
            {
                Assert.True(_pool.TryRent(out var block));
                for (var i = 0; i < BlockSamples; i++)
                {
                    block.Row(0)[i] = (float)Signal(TimeOf(_sequence + i));
                    Measured.Add(block.Row(0)[i]);
                }

                block.SetSampleCount(BlockSamples);
                block.FirstSequence = _sequence;
                block.MissingBefore = _missing;
                block.FirstSampleUtcNs = TimeOf(_sequence);
                block.SampleIntervalNs = _intervalNs;
                Assert.True(Assembler.CanAdd(block));
                Assembler.Add(block);
                block.Dispose();
                _sequence += BlockSamples;
                _missing = 0;
            }
        }

        private long TimeOf(long sequence) => Midnight + (long)(sequence * _intervalNs);
    }
}
