using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

public sealed class RecordingReaderTests
{
    [Fact]
    public void Open_ColumnsOfTheFormat_NamesQuantityAndUnit()
    {
        using var file = new RecordingFile(
            "time_s,acc_03_cmps2,strain_01_ue,force_sum_kN,rh_01_pct,temp_air_01_degC,value_01,mi_01_vs\n0,1,1,1,1,1,1,1\n1,1,1,1,1,1,1,1\n");
        using var reader = RecordingReader.Open(file.Path);

        var channels = reader.Channels.Select(channel => (channel.Name, channel.Quantity, channel.Unit));

        Assert.Equal(
            [
                ("acc_03_cmps2", "acceleration", "cm/s2"), ("strain_01_ue", "strain", "ue"), ("force_sum_kN", "force", "kN"),
                ("rh_01_pct", "relativeHumidity", "%RH"), ("temp_air_01_degC", "temperature", "degC"), ("value_01", "value", ""),
                ("mi_01_vs", "mouldIndex", ""),
            ],
            channels);
    }

    [Fact]
    public void ReadBlock_EmptyCell_IsNaNAndGapOfThatChannelOnly()
    {
        using var file = new RecordingFile("time_s,acc_01_g,acc_02_g\n0,1,2\n0.1,,3\n0.2,4,\n0.3,5,6\n");
        using var reader = RecordingReader.Open(file.Path);
        using var block = Rent(reader, capacity: 2);

        Assert.True(reader.ReadBlock(block));

        Assert.Equal([1f, float.NaN], block.Channel(0).ToArray());
        Assert.Equal([2f, 3f], block.Channel(1).ToArray());
        Assert.Equal([ChannelStatus.Gap, ChannelStatus.Ok], block.Status.ToArray());
    }

    [Fact]
    public void ReadBlock_StepOfFourIntervals_StartsBlockWithThreeMissing()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n0.1,2\n0.2,3\n0.3,4\n0.4,5\n0.5,6\n0.9,7\n1,8\n");

        var sets = RecordingFile.ReadAll(file.Path);

        Assert.Equal([0, 1, 2, 3, 4, 5, 9, 10], sets.Select(set => set.Sequence));
        Assert.Equal(3, sets[6].MissingBefore);
        Assert.Equal(3, sets.Sum(set => set.MissingBefore));
        Assert.Equal(900_000_000, sets[6].MonotonicNs);
    }

    [Fact]
    public void ReadBlock_ElapsedTimesWithStart_AreUtcFromThatStart()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0.25,1\n0.75,2\n1.25,3\n");

        var sets = RecordingFile.ReadAll(file.Path, new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(1_777_888_800_250_000_000, sets[0].UtcNs);
        Assert.Equal([0, 500_000_000, 1_000_000_000], sets.Select(set => set.MonotonicNs));
    }

    [Theory]
    [InlineData("2026-05-04T10:00:00.123456789Z", "2026-05-04T10:00:01.123456789Z", false)]
    [InlineData("2026-05-04T10:00:00.123456789", "2026-05-04T10:00:01.123456789", true)]
    [InlineData("2026-05-04 12:00:00.123456789+02:00", "2026-05-04 12:00:01.123456789+02:00", false)]
    [InlineData("2026-05-04T04:30:00.123456789-05:30", "2026-05-04T04:30:01.123456789-05:30", false)]
    public void Open_StampsOfAnyZone_AreUtcToTheNanosecond(string first, string second, bool assumed)
    {
        using var file = new RecordingFile($"timestamp,acc_01_g\n{first},1\n{second},2\n");

        using var reader = RecordingReader.Open(file.Path);

        Assert.Equal(1_777_888_800_123_456_789, reader.StartUtcNs);
        Assert.Equal(assumed, reader.IsZoneAssumed);
    }

    [Fact]
    public void ReadBlock_StampsWithoutZone_AreUncertainByTheZones()
    {
        using var file = new RecordingFile("timestamp,acc_01_g\n2026-05-04T10:00:00,1\n2026-05-04T10:00:01,2\n");
        using var reader = RecordingReader.Open(file.Path);
        using var block = Rent(reader, 10);

        Assert.True(reader.ReadBlock(block));

        Assert.Equal(14L * 3600 * 1_000_000_000, block.ClockQuality.UncertaintyNs);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public void ReadBlock_BlockOfAnyCapacity_EndsAtTheUtcSecond(int capacity)
    {
        using var reader = RecordingReader.Open(RecordingFile.Golden("jittered.csv"));
        var pool = new SampleBlockPool(reader.Channels.Count, capacity, 1);

        for (var isOpen = true; isOpen;)
        {
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                isOpen = reader.ReadBlock(block);
                var lastNs = block.FirstSampleUtcNs + ((block.SampleCount - 1) * block.SampleIntervalNs);
                Assert.True(!isOpen || block.FirstSampleUtcNs / 1_000_000_000 == (long)(lastNs / 1e9));
            }
        }
    }

    [Theory]
    [InlineData("0.008333", "0.016667", "0.025", 120)]
    [InlineData("0.000391", "0.000781", "0.001172", 2560)]
    [InlineData("0.1", "0.2", "0.3", 10)]
    public void Open_RoundedStamps_EstimatesTheRateThatWasMeant(string second, string third, string fourth, double expectedHz)
    {
        using var file = new RecordingFile($"time_s,acc_01_g\n0,1\n{second},2\n{third},3\n{fourth},4\n");

        using var reader = RecordingReader.Open(file.Path);

        Assert.Equal(expectedHz, reader.SampleRateHz, 1e-9);
    }

    [Fact]
    public void ReadBlock_ErrorInALaterRow_DeliversTheRowsBeforeItFirst()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n0.1,2\n0.2,x\n");
        using var reader = RecordingReader.Open(file.Path);
        using var block = Rent(reader, 10);

        Assert.True(reader.ReadBlock(block));

        Assert.Equal([1f, 2f], block.Channel(0).ToArray());
        Assert.Contains("line 4 column 2 (acc_01_g)", Assert.Throws<SensorException>(() => reader.ReadBlock(block)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadBlock_WindowsLineEndsByteOrderMarkAndBlankEnd_AreRead()
    {
        using var file = new RecordingFile("\uFEFFtime_s,acc_01_g\r\n0, 1 \r\n0.5,NaN\r\n1,-2.5e-3\r\n\r\n");

        var sets = RecordingFile.ReadAll(file.Path);

        Assert.Equal([1f, float.NaN, -0.0025f], sets.Select(set => set.Values[0]));
    }

    [Fact]
    public void ReadBlock_AtTheEnd_LeavesTheBlockUntouched()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n0.1,2\n");
        using var reader = RecordingReader.Open(file.Path);
        using var block = Rent(reader, 10);
        reader.ReadBlock(block);

        Assert.False(reader.ReadBlock(block));

        Assert.Equal(2, block.SampleCount);
        Assert.Equal(2, reader.RowsRead);
    }

    [Fact]
    public void ReadBlock_BlockOfAnotherShape_Throws()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n0.1,2\n");
        using var reader = RecordingReader.Open(file.Path);
        Assert.True(new SampleBlockPool(2, 10, 1).TryRent(out var block));

        using (block)
            Assert.Throws<ArgumentException>(() => reader.ReadBlock(block));
    }

    [Fact]
    public void ReadBlock_SteadyState_AllocatesNothing()
    {
        using var reader = RecordingReader.Open(RecordingFile.Golden("jittered.csv"));
        using var block = Rent(reader, 100);
        reader.ReadBlock(block);
        reader.ReadBlock(block);
        var before = GC.GetAllocatedBytesForCurrentThread();

        reader.ReadBlock(block);
        reader.ReadBlock(block);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static SampleBlock Rent(RecordingReader reader, int capacity)
    {
        Assert.True(new SampleBlockPool(reader.Channels.Count, capacity, 1).TryRent(out var block));
        return block;
    }
}
