using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Fifo;

/// <summary>The reading of a FIFO on a chip that is nothing but arithmetic: set n is taken at n + 1 ms and says so.</summary>
public sealed class FifoDriverTests
{
    [Fact]
    public void Read_SetsThatComeMeanwhile_AreNumberedWithThoseThatWereThere()
    {
        using var station = new Station { TransferUs = 100 };
        station.Run(400, 16_000);

        Assert.Equal(0, station.Missing);
        station.AssertLabelsAreTrue(700);
    }

    [Fact]
    public void Read_HeldUpBetweenTwoSets_DeliversOnlyWhatCameBefore()
    {
        using var station = new Station { TransferUs = 20 };
        station.Run(100, 16_000);
        var before = station.Delivered;
        station.Chip.PauseAtPop = 5;
        station.Chip.PauseUs = 40_000;

        station.Advance(16_000);
        Assert.Equal(ReadOutcome.Ok, station.Read());
        Assert.Equal(5, station.Delivered - before);
        station.Chip.PauseAtPop = -1;
        station.Run(100, 16_000);

        Assert.Equal(1, station.Overruns);
        // 73 sets were made until the next read: 5 delivered, 32 in the FIFO, the others dropped or not proven.
        Assert.InRange(station.Missing, 34, 37);
        station.AssertLabelsAreTrue(700);
    }

    [Fact]
    public void Read_SlowerThanTheChip_SaysSo()
    {
        using var station = new Station { TransferUs = 30_000 };

        var error = Assert.Throws<SensorException>(() => station.Run(20, 16_000));

        Assert.Contains("too slow", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ChipThatDoesNotGiveSetsAway_IsNotBelieved()
    {
        using var station = new Station { TransferUs = 20 };
        station.Chip.KeepsSets = true;

        Assert.Throws<SensorException>(() => station.Run(50, 16_000));

        Assert.Equal(0, station.Delivered);
    }

    [Fact]
    public void Read_NothingComes_SaysSo()
    {
        using var station = new Station { TransferUs = 20 };
        station.Chip.IsDead = true;

        Assert.Contains("no samples", Assert.Throws<SensorException>(() => station.Run(50, 16_000)).Message, StringComparison.Ordinal);
    }

    private sealed class Station : IDisposable
    {
        private readonly FifoDriver _driver;
        private readonly SampleBlockPool _pool = new(1, 64, 1);
        private readonly List<(double LabelNs, float Value)> _samples = [];

        public Station()
        {
            Chip = new ArithmeticChip(Time);
            var description = new SensorDescription("s", "arithmetic", 1000, TimeSpan.FromMilliseconds(16), [new("n", "acceleration", "m/s2", 0, 1e9)]);
            _driver = new FifoDriver(description, Chip, new DataReadyLine(new SimulatedBuses(), null, true, "chip"), 1, Time);
            _driver.Start();
        }

        public ManualTimeProvider Time { get; } = new();

        public ArithmeticChip Chip { get; }

        public int TransferUs { set => Chip.TransferUs = value; }

        public int Delivered => _samples.Count;

        public long Missing { get; private set; }

        public int Overruns { get; private set; }

        public void Advance(int microseconds) => Time.Advance(TimeSpan.FromMicroseconds(microseconds));

        public void Run(int polls, int pollUs)
        {
            for (var poll = 0; poll < polls; poll++)
            {
                Advance(pollUs);
                Read();
            }
        }

        public ReadOutcome Read()
        {
            Assert.True(_pool.TryRent(out var block));
            using (block)
            {
                var outcome = _driver.Read(block);
                Missing += block.MissingBefore;
                Overruns += block.Overruns;
                for (var i = 0; i < block.SampleCount; i++)
                    _samples.Add((block.FirstSampleMonotonicNs + i * block.SampleIntervalNs, block.Channel(0)[i]));
                return outcome;
            }
        }

        public void Dispose() => _driver.Dispose();

        public void AssertLabelsAreTrue(double withinUs) =>
            Assert.All(_samples.Skip(100), sample => Assert.InRange(sample.LabelNs * 1e-3 - (sample.Value + 1) * 1000, -withinUs, withinUs));
    }

    private sealed class ArithmeticChip(ManualTimeProvider time) : IFifoChip
    {
        private long _next;
        private int _pops;

        public int TransferUs { get; set; }

        public int PauseAtPop { get; set; } = -1;

        public int PauseUs { get; set; }

        public bool KeepsSets { get; set; }

        public bool IsDead { get; set; }

        public string Device => "chip";

        public int DepthSets => 32;

        public int SetsPerTransfer => 1;

        public int SetBytes => sizeof(int);

        public float TemperatureC => float.NaN;

        public void Start() => _next = Made;

        public FifoLook ReadLevel()
        {
            var beforeNs = time.GetTimestamp();
            Pass(TransferUs);
            DropOldest();
            _pops = 0;
            return new FifoLook((int)(Made - _next), Made - _next == DepthSets, beforeNs, time.GetTimestamp());
        }

        public bool TryPop(Span<byte> sets)
        {
            Pass(TransferUs + (_pops++ == PauseAtPop ? PauseUs : 0));
            DropOldest();
            BitConverter.TryWriteBytes(sets, (int)_next);
            _next += KeepsSets ? 0 : 1;
            return true;
        }

        public void Verify()
        {
        }

        public void Decode(ReadOnlySpan<byte> sets, int count, SampleBlock block)
        {
            for (var i = 0; i < count; i++)
                block.Row(0)[i] = BitConverter.ToInt32(sets[(i * SetBytes)..]);
        }

        public void EmptyFifo() => _next = Made;

        public SelfTestReport SelfTest() => new([]);

        public void TryStop()
        {
        }

        public void Dispose()
        {
        }

        private long Made => IsDead ? 0 : time.GetTimestamp() / 1_000_000;

        private void DropOldest() => _next = Math.Max(_next, Made - DepthSets);

        private void Pass(int microseconds) => time.Advance(TimeSpan.FromMicroseconds(microseconds));
    }
}
