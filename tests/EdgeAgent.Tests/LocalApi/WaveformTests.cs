using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed class WaveformTests
{
    private const long StartNs = 1_767_225_600_000_000_000;
    private const double MillisecondNs = 1e6;

    /// <summary>The page's own tests decode the same bytes.</summary>
    private static readonly string GoldenWaveform =
        Path.Combine(RepositoryFiles.Root, "src/EdgeAgent/Web/tests/golden/waveform.bin");

    [Fact]
    public void Read_SamplesOfTwoColumns_GivesTheExtremesOfEach()
    {
        var (tap, reader) = WatchedAt1kHz(columnMs: 10);

        tap.Write(0, StartNs, MillisecondNs, Ramp(20));

        Assert.True(reader.Read());
        Assert.Equal((long)(StartNs / (10 * MillisecondNs)), reader.FirstColumn);
        Assert.Equal([new(0, 9), new(10, 19)], reader.Columns);
        Assert.Equal(19, reader.LastValue);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Read_ColumnFinishedLater_ComesAgainComplete()
    {
        var (tap, reader) = WatchedAt1kHz(columnMs: 10);
        tap.Write(0, StartNs, MillisecondNs, Ramp(15));
        reader.Read();

        tap.Write(0, StartNs + 15_000_000, MillisecondNs, [-1, -2, -3, -4, -5, 7]);
        reader.Read();

        Assert.Equal((long)(StartNs / (10 * MillisecondNs)) + 1, reader.FirstColumn);
        Assert.Equal([new(-5, 14), new(7, 7)], reader.Columns);
    }

    [Fact]
    public void Read_MissingSamples_AreGapsAndNeverZero()
    {
        var (tap, reader) = WatchedAt1kHz(columnMs: 10);

        tap.Write(0, StartNs, MillisecondNs, [.. Ramp(12), float.NaN, .. Ramp(7)]);
        tap.Write(0, StartNs + 50_000_000, MillisecondNs, Ramp(10)); // 30 ms are missing in front of it
        reader.Read();

        Assert.Equal([new(0, 9), WaveformColumn.Gap, WaveformColumn.Gap, WaveformColumn.Gap, WaveformColumn.Gap, new(0, 9)], reader.Columns);
    }

    [Fact]
    public void Read_CalibratedChannel_GivesCalibratedValues()
    {
        var tap = new WaveformTap([new WaveformChannel("strain-1.strain", 1000, Factor: -2, Offset: 10)]);
        var reader = tap.Watch(0, 10 * MillisecondNs);

        tap.Write(0, StartNs, MillisecondNs, [10, 12, float.NaN]);
        tap.Write(0, StartNs + 20_000_000, MillisecondNs, [10, 12]);
        reader.Read();

        Assert.Equal(new(-4, 0), reader.Columns[^1]);
        Assert.Equal(WaveformColumn.Gap, reader.Columns[0]);
        Assert.Equal(-4, reader.LastValue);
    }

    [Fact]
    public void Read_ChannelSlowerThanTheScreen_LeavesColumnsEmpty()
    {
        var tap = new WaveformTap(LocalApiHost.Channels);
        var reader = tap.Watch(1, 0.25e9);

        tap.Write(1, StartNs, 1e9, [12.5f]);
        tap.Write(1, StartNs + 1_000_000_000, 1e9, [13f]);
        reader.Read();

        Assert.Equal([new(12.5f, 12.5f), WaveformColumn.Empty, WaveformColumn.Empty, WaveformColumn.Empty, new(13, 13)], reader.Columns);
    }

    [Fact]
    public void Read_AfterTheWriterHasOvertaken_GoesOnWithWhatIsLeft()
    {
        var (tap, reader) = WatchedAt1kHz(columnMs: 10);
        var samples = (int)(WaveformTap.RingSeconds * 1000);
        for (var block = 0; block < 3; block++)
            tap.Write(0, StartNs + ((long)block * samples * 1_000_000), MillisecondNs, Ramp(samples));

        reader.Read();

        Assert.Equal((long)((StartNs + (((3L * samples) - 1) * 1_000_000)) / (10 * MillisecondNs)), reader.FirstColumn + reader.Columns.Count - 1);
        Assert.DoesNotContain(reader.Columns, column => float.IsNaN(column.Min));
    }

    [Fact]
    public void Read_ClockSetBack_StartsAnew()
    {
        var (tap, reader) = WatchedAt1kHz(columnMs: 10);
        tap.Write(0, StartNs, MillisecondNs, Ramp(20));
        reader.Read();

        tap.Write(0, StartNs - 3_600_000_000_000, MillisecondNs, Ramp(10));
        reader.Read();

        Assert.Equal((long)((StartNs - 3_600_000_000_000) / (10 * MillisecondNs)), reader.FirstColumn);
        Assert.Equal([new(0, 9)], reader.Columns);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_WatchedOrNot_AllocatesNothing(bool watched)
    {
        var tap = new WaveformTap(LocalApiHost.Channels);
        using var reader = watched ? tap.Watch(0, MillisecondNs) : null;
        var samples = Ramp(31);
        tap.Write(0, StartNs, MillisecondNs, samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 1000; i++)
            tap.Write(0, StartNs + (i * 31_000_000L), MillisecondNs, samples);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Watch_LastReaderDisposed_DropsTheRing()
    {
        var tap = new WaveformTap(LocalApiHost.Channels);
        var first = tap.Watch(0, MillisecondNs);
        var second = tap.Watch(0, MillisecondNs);

        first.Dispose();
        first.Dispose();
        Assert.True(tap.IsWatched(0));
        second.Dispose();
        Assert.False(tap.IsWatched(0));
    }

    [Fact]
    public async Task WriteRecord_KnownSamples_AreTheGoldenBytes()
    {
        var pipe = new Pipe();
        var tap = new WaveformTap(LocalApiHost.Channels);
        var acceleration = tap.Watch(0, 10 * MillisecondNs);
        var temperature = tap.Watch(1, 10 * MillisecondNs);
        tap.Write(0, StartNs, MillisecondNs, [.. Ramp(12), float.NaN, .. Ramp(12)]);
        tap.Write(1, StartNs, 20 * MillisecondNs, [12.5f, 13f]);
        acceleration.Read();
        temperature.Read();

        WaveformStream.WriteHeader(pipe.Writer, 2, 600, 10 * MillisecondNs);
        WaveformStream.WriteRecord(pipe.Writer, 0, acceleration);
        WaveformStream.WriteKeepAlive(pipe.Writer);
        WaveformStream.WriteRecord(pipe.Writer, 1, temperature);
        await pipe.Writer.CompleteAsync();

        using var actual = new MemoryStream();
        await pipe.Reader.CopyToAsync(actual);
        Assert.Equal(await File.ReadAllBytesAsync(GoldenWaveform), actual.ToArray());
    }

    [Fact]
    public async Task Stream_SamplesWritten_ArriveAndEndWithTheClient()
    {
        await using var host = await LocalApiHost.StartAsync();
        var stream = await host.Client.GetStreamAsync("/api/waveform?channels=temp-1.temperature,acc-3.z&seconds=6&columns=600");
        var header = new byte[WaveformStream.HeaderBytes];
        await stream.ReadExactlyAsync(header);
        await Eventually.TrueAsync(() => host.Tap.IsWatched(0), TimeSpan.FromSeconds(10), "the channel is watched");

        host.Tap.Write(0, StartNs, MillisecondNs, Ramp(20));
        var record = await NextRecordAsync(stream);

        Assert.Equal("ETW1"u8.ToArray(), header[..4]);
        Assert.Equal(2, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4)));
        Assert.Equal(10 * MillisecondNs, BinaryPrimitives.ReadDoubleLittleEndian(header.AsSpan(8)));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(record));
        Assert.Equal(2, BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(2)));
        Assert.Equal(StartNs / (10 * MillisecondNs), BinaryPrimitives.ReadDoubleLittleEndian(record.AsSpan(8)));
        Assert.Equal(10f, BinaryPrimitives.ReadSingleLittleEndian(record.AsSpan(WaveformStream.RecordHeaderBytes + 8)));
        Assert.Equal(19f, BinaryPrimitives.ReadSingleLittleEndian(record.AsSpan(WaveformStream.RecordHeaderBytes + 12)));

        await stream.DisposeAsync();
        await Eventually.TrueAsync(() => !host.Tap.IsWatched(0), TimeSpan.FromSeconds(10), "nobody watches any more");
    }

    [Theory]
    [InlineData("", "1 to 8 channels")]
    [InlineData("?channels=acc-9.z", "no channel 'acc-9.z'")]
    [InlineData("?channels=acc-3.z&seconds=0", "'seconds'")]
    [InlineData("?channels=acc-3.z&seconds=NaN", "'seconds'")]
    [InlineData("?channels=acc-3.z&columns=1e9", "'columns'")]
    [InlineData("?channels=acc-3.z&columns=100.5", "'columns'")]
    public async Task Stream_WithAWrongQuery_SaysWhatIsWrong(string query, string words)
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.GetAsync("/api/waveform" + query);

        await LocalApiHost.AssertProblemAsync(response, HttpStatusCode.BadRequest, words);
    }

    private static (WaveformTap Tap, WaveformReader Reader) WatchedAt1kHz(double columnMs)
    {
        var tap = new WaveformTap(LocalApiHost.Channels);
        return (tap, tap.Watch(0, columnMs * MillisecondNs));
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    /// <summary>The next record that is not a keep-alive.</summary>
    private static async Task<byte[]> NextRecordAsync(Stream stream)
    {
        while (true)
        {
            var record = new byte[WaveformStream.RecordHeaderBytes];
            await stream.ReadExactlyAsync(record);
            var columns = new byte[8 * BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(2))];
            await stream.ReadExactlyAsync(columns);
            if (BinaryPrimitives.ReadUInt16LittleEndian(record) != WaveformStream.KeepAlive)
                return [.. record, .. columns];
        }
    }
}
