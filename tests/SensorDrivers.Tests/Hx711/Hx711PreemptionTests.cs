using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Hx711;

namespace EdgeTwin.SensorDrivers.Tests.Hx711;

/// <summary>The HX711 on a machine whose calls take time and whose threads lose the processor.</summary>
public sealed class Hx711PreemptionTests
{
    private static readonly BusLocation Place = new(BusType.Gpio, 0, 5);
    private const string Quiet = """{ "clockLine": { "line": 6 }, "simulation": { "noiseScale": 0 } }""";

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    public void Read_LinesAsSlowAsAKernelCall_DeliversEverySample(int microseconds)
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => 55);
        var buses = new PreemptingBuses(station.Buses, station.Time) { CallTime = TimeSpan.FromMicroseconds(microseconds) };

        var (values, missing) = Run(station, buses, 4);

        Assert.Equal(0, missing);
        Assert.True(values.Count > 280);
        Assert.All(values, strain => Assert.Equal(55, strain, 0.01));
        Assert.Equal(1, ((SimulatedHx711)station.Chip).PowerDowns);
    }

    // Wherever the thread loses the processor, and for however long: no value but the true one is delivered, and no sample is uncounted.
    [Theory]
    [InlineData(61)]
    [InlineData(500)]
    [InlineData(13_000)]
    [InlineData(90_000)]
    public void Read_PreemptedInTheHighPhase_DeliversNothingOfThatReading(int microseconds)
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => -777.7);
        var chip = (SimulatedHx711)station.Chip;
        var buses = new PreemptingBuses(station.Buses, station.Time)
        {
            AwayAfter = (write, level) => level == PinValue.High && write / 2 % 997 == 996 ? TimeSpan.FromMicroseconds(microseconds) : TimeSpan.Zero,
        };

        var (values, missing) = Run(station, buses, 20);

        Assert.True(chip.PowerDowns > 20, $"{chip.PowerDowns}");
        Assert.True(missing > 20);
        Assert.All(values, strain => Assert.Equal(-777.7, strain, 0.01));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    [InlineData(40)]
    public void Read_PreemptedInTheLowPhase_DeliversOnlyTrueValues(int milliseconds)
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => ns => ns * 2e-8);
        var buses = new PreemptingBuses(station.Buses, station.Time)
        {
            AwayAfter = (write, level) => level == PinValue.Low && write / 2 % 211 == 210 ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero,
        };

        var (values, _) = Run(station, buses, 20);

        Assert.True(values.Count > 600);
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.1, 20));
    }

    [Fact]
    public void Read_MachineIsAlwaysTooSlow_SaysSo()
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet);
        var buses = new PreemptingBuses(station.Buses, station.Time) { CallTime = TimeSpan.FromMicroseconds(35) };

        var error = Assert.Throws<SensorException>(() => Run(station, buses, 10));

        Assert.Contains("60 us", error.Reason, StringComparison.Ordinal);
    }

    private static (List<float> Values, long Missing) Run(StationUnderTest station, PreemptingBuses buses, double seconds)
    {
        using var driver = station.Kind.CreateDriver(station.Settings, buses, station.Time);
        var pool = new SampleBlockPool(1, 8, 1);
        var values = new List<float>();
        long missing = 0, next = 0;
        driver.Start();
        var endNs = station.Time.GetTimestamp() + (long)(seconds * 1e9);
        while (station.Time.GetTimestamp() < endNs)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                if (driver.Read(block) != ReadOutcome.Ok)
                    continue;
                Assert.Equal(next + block.MissingBefore, block.FirstSequence);
                next = block.FirstSequence + 1;
                missing += block.MissingBefore;
                values.Add(block.Channel(0)[0]);
            }
        }

        return (values, missing);
    }
}
