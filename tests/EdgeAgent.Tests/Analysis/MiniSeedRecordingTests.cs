using EdgeTwin.EdgeAgent.Analysis;
using EdgeTwin.EdgeAgent.Analysis.Files;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>miniSEED as a recording: what has a common grid is one, what has none is refused with the reason.</summary>
public sealed class MiniSeedRecordingTests : IDisposable
{
    private const long Ms = 1_000_000;
    private readonly string _folder = RepositoryFiles.TemporaryFolder("mseed");

    [Fact]
    public void Read_TwoSourcesOfOneRate_AreChannelsOnOneGridWithGapsAsNaN()
    {
        var recording = Read(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1, 2]), ("FDSN:XX_EDGE_01_H_N_Z", 40 * Ms, 100, [5]), ("FDSN:XX_EDGE_02_H_N_N", 10 * Ms, 100, [7, 8]));

        Assert.Equal((100.0, 5, 1L), (recording.SampleRateHz, recording.Length, recording.MissingSampleSets));
        Assert.Equal(DateTimeOffset.UnixEpoch, recording.Start);
        Assert.Equal(["XX.EDGE.01.HNZ", "XX.EDGE.02.HNN"], recording.Channels.Select(channel => channel.Name));
        Assert.Equal([1, 2, double.NaN, double.NaN, 5], recording.Channels[0].Samples);
        Assert.Equal([double.NaN, 7, 8, double.NaN, double.NaN], recording.Channels[1].Samples);
        // Counts without a unit must not pass for newtons, whatever the channel's last letter is.
        Assert.All(recording.Channels, channel => Assert.Equal(("acceleration", ""), (channel.Quantity, channel.Unit)));
        Assert.Throws<AnalysisException>(() => recording.Channels[1].In("m/s2"));
    }

    [Fact]
    public void Read_OtherRates_IsRefusedWithTheRates() =>
        Assert.Contains("XX.EDGE.01.HNZ 100 Hz, XX.EDGE.02.BNZ 20 Hz", Refusal(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1]), ("FDSN:XX_EDGE_02_B_N_Z", 0, 20, [1])), StringComparison.Ordinal);

    [Fact]
    public void Read_ChannelBetweenTheSamplesOfAnother_IsRefused() =>
        Assert.Contains("XX.EDGE.02.HNZ starts 0.3 of a sample interval off", Refusal(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1]), ("FDSN:XX_EDGE_02_H_N_Z", 3 * Ms, 100, [1])), StringComparison.Ordinal);

    [Fact]
    public void Read_Overlap_IsRefused() =>
        Assert.Contains("has 0.01 s twice, in front of record 1", Refusal(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1, 2]), ("FDSN:XX_EDGE_01_H_N_Z", 10 * Ms, 100, [3])), StringComparison.Ordinal);

    [Fact]
    public void Read_RecordsThatRunAwayFromTheirRate_IsRefusedWithTheRateOfTheirTimes()
    {
        // 20 records of 100 samples, each 4 ms late: 8 samples too long in the end.
        var late = Enumerable.Range(0, 20).Select(index => ("FDSN:XX_EDGE_01_H_N_Z", index * 1004 * Ms, 100.0, new int[100])).ToArray();

        Assert.Contains("states 100 Hz, but its record times say 99.62", Refusal(late), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoStretchesCenturiesApart_IsRefusedBeforeMemoryIsTaken() =>
        Assert.Contains("gaps included", Refusal(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1]), ("FDSN:XX_EDGE_01_H_N_Z", 9_000_000_000_000_000_000, 100, [1]), ("FDSN:XX_EDGE_01_H_N_Z", -9_000_000_000_000_000_000, 100, [1])), StringComparison.Ordinal);

    [Fact]
    public void Read_DamagedFile_NamesRecordAndByte()
    {
        var file = Path.Combine(_folder, "damaged.mseed");
        File.WriteAllBytes(file, [.. SmallMiniSeed.Of(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1, 2])), 1, 2, 3]);

        var exception = Assert.Throws<AnalysisException>(() => RecordingFile.Read(file, _ => { }));

        Assert.Contains("damaged.mseed: miniSEED record 1, byte 69: neither a version 2 data record", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Version 2 has no checksum, so that a damaged header comes through to the grid.</summary>
    [Fact]
    public void Read_Version2WithAnyByteChanged_IsARecordingOrTheMessage()
    {
        var bytes = SmallMiniSeed.Of(2, ("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1, 2, 3]), ("FDSN:XX_EDGE_01_H_N_Z", 30 * Ms, 100, [4, 5]), ("FDSN:XX_EDGE_02_H_N_Z", 0, 100, [6]));
        var file = Path.Combine(_folder, "changed.mseed");
        var (read, refused) = (0, 0);
        for (var at = 8; at < bytes.Length; at = at % 128 == 79 ? at + 49 : at + 1)
        {
            foreach (byte value in new byte[] { 0, 128, 255 })
            {
                byte[] changed = [.. bytes];
                changed[at] = value;
                File.WriteAllBytes(file, changed);
                try
                {
                    read += RecordingFile.Read(file, _ => { }).Length > 0 ? 1 : 0;
                }
                catch (AnalysisException)
                {
                    refused++;
                }
            }
        }

        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [RecordingFact]
    public void Read_ReferenceFileWithAGap_HasItsMissingSamples()
    {
        var recording = RecordingFile.Read(Path.Combine(RepositoryFiles.Recordings!, "miniseed-samples", "derived-gap-int32.mseed2"), _ => { });

        Assert.Equal((40.0, 500, 114L), (recording.SampleRateHz, recording.Length, recording.MissingSampleSets));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Refusal(params (string, long, double, int[])[] stretches) => Assert.Throws<AnalysisException>(() => Read(stretches)).Message;

    private AnalysisRecording Read(params (string, long, double, int[])[] stretches)
    {
        var file = Path.Combine(_folder, "file.mseed");
        File.WriteAllBytes(file, SmallMiniSeed.Of(stretches));
        return RecordingFile.Read(file, _ => { });
    }
}
