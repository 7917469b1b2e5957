using EdgeTwin.StructuralHealth.Filters;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

public sealed class SosFilterTests
{
    public static TheoryData<string> Vectors => [.. FilterVectors.Stored.Filtered.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Process_StoredVector_EqualsScipy(string name)
    {
        var (vector, cascade, samples) = Load(name);
        var output = new double[samples.Length];

        new SosFilter(cascade).Process(samples, output);
        Expect.CloseToScale(vector.Causal, output, 1e-9, "after zeros");

        new SosFilter(cascade, startsSettled: true).Process(samples, output);
        Expect.CloseToScale(vector.Settled, output, 1e-9, "settled");
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void ZeroPhase_StoredVector_EqualsScipy(string name)
    {
        var (vector, cascade, samples) = Load(name);
        Expect.CloseToScale(vector.ZeroPhase, ZeroPhase.Filter(cascade, samples), 1e-9, "without delay");
    }

    [Fact]
    public void Process_HoweverTheStreamIsCutAndHoweverManyChannels_IsTheSame()
    {
        var (vector, cascade, samples) = Load(FilterVectors.Stored.Filtered[1].Name);
        var cuts = Gen.Choose(1, 80).ListOf().Zip(Gen.Choose(1, 11)).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(cuts, cut =>
        {
            var (lengths, channels) = cut;
            var filter = new SosFilter(cascade, channels);
            var start = 0;
            foreach (var length in lengths.Append(samples.Length))
            {
                var count = Math.Min(length, samples.Length - start);
                double[] block = [.. Enumerable.Range(0, channels).SelectMany(channel => samples.Skip(start).Take(count).Select(sample => sample * (channel + 1)))];
                filter.Process(block, block);
                for (var channel = 0; channel < channels; channel++)
                    Expect.CloseToScale(
                        [.. vector.Causal.Skip(start).Take(count), 1],
                        [.. block.Skip(channel * count).Take(count).Select(value => value / (channel + 1)), 1],
                        1e-9,
                        $"channel {channel} from {start}");
                start += count;
            }
        }));
    }

    [Fact]
    public void Process_GapInOneChannel_StartsThatChannelAnewAndLeavesTheOthersAlone()
    {
        var (vector, cascade, samples) = Load(FilterVectors.Stored.Filtered[2].Name);
        double[] gappy = [.. samples];
        gappy[100] = gappy[101] = double.NaN;
        var filter = new SosFilter(cascade, channels: 2);
        double[] block = [.. gappy, .. samples];

        filter.Process(block, block);

        var fresh = new double[samples.Length - 102];
        new SosFilter(cascade).Process(samples.AsSpan(102), fresh);
        Expect.CloseToScale(vector.Causal.AsSpan(..100), block.AsSpan(..100), 1e-9, "before the gap");
        Assert.True(double.IsNaN(block[100]) && double.IsNaN(block[101]));
        Expect.CloseToScale(fresh, block.AsSpan(102..samples.Length), 1e-9, "behind the gap");
        Expect.CloseToScale(vector.Causal, block.AsSpan(samples.Length..), 1e-9, "the other channel");
    }

    [Fact]
    public void ZeroPhase_SeveralChannels_AreFilteredAsEachAlone()
    {
        var (vector, cascade, samples) = Load(FilterVectors.Stored.Filtered[1].Name);
        double[] record = [.. Enumerable.Range(1, 6).SelectMany(channel => samples.Select(sample => sample * channel))];

        var filtered = ZeroPhase.Filter(cascade, record, channels: 6);
        record[(2 * samples.Length) + 50] = double.NaN;
        var gappy = ZeroPhase.Filter(cascade, record, channels: 6);

        for (var channel = 0; channel < 6; channel++)
        {
            double[] expected = [.. vector.ZeroPhase.Select(value => value * (channel + 1))];
            Expect.CloseToScale(expected, filtered.AsSpan(channel * samples.Length, samples.Length), 1e-9, $"channel {channel}");
            if (channel != 2)
                Expect.CloseToScale(expected, gappy.AsSpan(channel * samples.Length, samples.Length), 1e-9, $"channel {channel} beside a gap");
        }
    }

    [Fact]
    public void ZeroPhase_StretchesBetweenGaps_AreRecordsOfTheirOwn()
    {
        var (_, cascade, samples) = Load(FilterVectors.Stored.Filtered[1].Name);
        double[] gappy = [.. samples];
        gappy[200] = gappy[210] = double.NaN;

        var filtered = ZeroPhase.Filter(cascade, gappy);

        Expect.CloseToScale(ZeroPhase.Filter(cascade, samples.AsSpan(0, 200)), filtered.AsSpan(..200), 1e-12, "before");
        Assert.All(filtered[200..211], value => Assert.True(double.IsNaN(value)));
        Expect.CloseToScale(ZeroPhase.Filter(cascade, samples.AsSpan(211)), filtered.AsSpan(211..), 1e-12, "behind");
    }

    [Fact]
    public void Process_InSteadyState_AllocatesNothing()
    {
        var (_, cascade, samples) = Load(FilterVectors.Stored.Filtered[1].Name);
        double[] gappy = [.. samples];
        gappy[7] = double.NaN;
        var filter = new SosFilter(cascade, channels: 6);
        var output = new double[samples.Length];
        Expect.AllocatesNothing(() =>
        {
            filter.Process(samples, output);
            filter.Process(gappy, output);
        });
    }

    [Fact]
    public void Process_BlockThatHoldsNoWholeChannels_Throws() =>
        Assert.Throws<ArgumentException>(() => new SosFilter(IirDesign.Butterworth(2, PassBand.Below(1), 10), 3).Process(new double[10], new double[10]));

    private static (FilteredVector Vector, SosCascade Cascade, double[] Samples) Load(string name)
    {
        var vector = FilterVectors.Stored.Filtered.Single(candidate => candidate.Name == name);
        return (vector, vector.Design(FilterVectors.Stored.SampleRateHz), FilterVectors.Stored.Samples);
    }
}
