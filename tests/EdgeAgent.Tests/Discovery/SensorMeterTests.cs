using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Discovery;

public sealed class SensorMeterTests
{
    private const double RateHz = 100;

    // Python 3.11: statistics.linear_regression(range(8), Values), then the residuals' root of the sum of squares over n - 2.
    private static readonly double[] Values = [1, 2, 4, 3, 7, 5, 9, 8];
    private const double ResidualRms = 1.2638125740085917;

    [Fact]
    public void DetrendedRms_AgainstPythonsRegression_IsTheSame()
    {
        var sums = default(LeastSquaresSums);
        for (var i = 0; i < Values.Length; i++)
            sums.Add(i, Values[i]);

        Assert.Equal(4.875, sums.Mean, 12);
        Assert.Equal(ResidualRms, sums.DetrendedRms, 12);
    }

    [Fact]
    public void Add_PartsWithTheirOwnBeginning_IsTheSameAsTheWhole()
    {
        var (first, second) = (default(LeastSquaresSums), default(LeastSquaresSums));
        for (var i = 0; i < 3; i++)
            first.Add(i, Values[i]);
        for (var i = 3; i < Values.Length; i++)
            second.Add(i - 3, Values[i]);

        first.Add(second, 3);

        Assert.Equal(ResidualRms, first.DetrendedRms, 12);
    }

    [Fact]
    public void Look_QuietAfterLoudSeconds_JudgesTheQuietest()
    {
        var meter = Meter(dataSheetRms: 1);
        Feed(meter, fromSecond: 0, seconds: 3, amplitude: 20);
        Feed(meter, fromSecond: 3, seconds: 1, amplitude: 1);
        Feed(meter, fromSecond: 4, seconds: 3, amplitude: 20);

        var look = Assert.Single(meter.Look(10));

        // A square wave of amplitude 1 has a root mean square of 1.
        Assert.InRange(look.QuietestRms, 0.99, 1.02);
        Assert.InRange(look.Rms, 15, 20);
        Assert.Equal(NoiseVerdict.Ok, look.Noise);
        Assert.Equal(700, look.Samples);
    }

    [Fact]
    public void Look_FewerSeconds_ForgetsWhatWasBefore()
    {
        var meter = Meter(dataSheetRms: 1);
        Feed(meter, 0, 3, amplitude: 1);
        Feed(meter, 3, 2, amplitude: 20);

        Assert.Equal(NoiseVerdict.Loud, Assert.Single(meter.Look(2)).Noise);
        Assert.Equal(200, Assert.Single(meter.Look(2)).Samples);
    }

    [Fact]
    public void Look_ValueStandsStill_IsQuieterThanTheChipCanBe()
    {
        var meter = Meter(dataSheetRms: 1);
        Feed(meter, 0, 3, amplitude: 0);

        Assert.Equal(NoiseVerdict.Quiet, Assert.Single(meter.Look(10)).Noise);
    }

    [Fact]
    public void Look_MissingSamplesAndNoDataSheet_LeavesThemOutAndDoesNotJudge()
    {
        var meter = Meter(dataSheetRms: double.NaN);
        Feed(meter, 0, 1, amplitude: 1, missing: true);

        var look = Assert.Single(meter.Look(10));

        Assert.Equal((50, NoiseVerdict.NotStated), (look.Samples, look.Noise));
        Assert.Equal(double.NaN, look.Value);
    }

    [Fact]
    public void Look_Calibrated_ScalesMeanAndNoise()
    {
        var meter = Meter(dataSheetRms: 1, new CalibrationConfiguration { Factor = -2, Offset = 10 });
        Feed(meter, 0, 2, amplitude: 1);

        var look = Assert.Single(meter.Look(10));

        Assert.Equal((100 - 10) * -2, look.Mean, 9);
        Assert.InRange(look.QuietestRms, 1.98, 2.04);
        Assert.Equal(2, look.DataSheetRms);
    }

    [Fact]
    public void Look_BeforeTheFirstBlock_KnowsNothing()
    {
        var look = Assert.Single(Meter(dataSheetRms: 1).Look(10));

        Assert.Equal((0, double.NaN, double.NaN), (look.Samples, look.Mean, look.Rms));
    }

    private static SensorMeter Meter(double dataSheetRms, CalibrationConfiguration? calibration = null)
    {
        var table = ChannelTable.ForRecording(new SensorDescription(
            "s", "recording", RateHz, TimeSpan.FromSeconds(1), [new ChannelDescription("a", "strain", "ue", -1000, 1000)]));
        return new SensorMeter(new[] { table.Channels[0] with { Calibration = calibration ?? new CalibrationConfiguration() } }, [dataSheetRms]);
    }

    private static void Feed(SensorMeter meter, int fromSecond, int seconds, float amplitude, bool missing = false)
    {
        var pool = new SampleBlockPool(1, (int)RateHz, 1);
        for (var second = fromSecond; second < fromSecond + seconds; second++)
        {
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                block.SetSampleCount((int)RateHz);
                block.FirstSampleMonotonicNs = second * 1_000_000_000L;
                block.SampleIntervalNs = 1e9 / RateHz;
                for (var i = 0; i < block.SampleCount; i++)
                    block.Row(0)[i] = missing && i % 2 == 1 ? float.NaN : 100 + (i % 2 == 0 ? amplitude : -amplitude);
                meter.Take(block);
            }
        }
    }
}
