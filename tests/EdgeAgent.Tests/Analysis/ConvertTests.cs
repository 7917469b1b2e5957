using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.Analysis.Conversion;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>Recordings between CSV and miniSEED by the command line.</summary>
public sealed class ConvertTests : IDisposable
{
    private const string Stamped = "timestamp,acc_03_mps2,temp_01_degC\n2026-05-01T06:00:00Z,0.5,20.25\n2026-05-01T06:00:00.01Z,-0.25,20.25\n2026-05-01T06:00:00.02Z,,20.5\n2026-05-01T06:00:00.03Z,0.125,20.5\n";
    private readonly string _folder = RepositoryFiles.TemporaryFolder("convert");

    [Theory]
    [InlineData("mseed2")]
    [InlineData("mseed3")]
    public async Task Convert_CsvToMiniSeed_KeepsSamplesTimesAndTheGap(string format)
    {
        var run = await Convert(Write("bridge.csv", Stamped), "--to", format);

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        var traces = MiniSeedTrace.Assemble(MiniSeedReader.ReadRecords(File.ReadAllBytes(Path.Combine(_folder, "bridge.mseed"))));
        Assert.Equal(["FDSN:XX_EDGE_03_H_N_1", "FDSN:XX_EDGE_01_H_K_S"], traces.Select(trace => trace.SourceIdentifier));
        var acceleration = traces[0];
        Assert.Equal([2L, 1L], acceleration.Segments.Select(segment => segment.SampleCount));
        Assert.Equal("2026-05-01T06:00:00.030000000Z", MiniSeedTime.Format(acceleration.Segments[1].StartTimeNs));
        Assert.Equal(100, acceleration.Segments[0].SampleRateHz, 1e-9);
        Assert.Equal(MiniSeedEncoding.Float32, acceleration.Segments[0].Records[0].Encoding);
        Assert.Equal([0.5, -0.25], Samples(acceleration.Segments[0]));
    }

    [Fact]
    public async Task Convert_CsvToVersion3AndBack_IsTheSameRecording()
    {
        var file = Write("bridge.csv", Stamped);
        await Convert(file, "--to", "mseed3");

        var run = await Convert(Path.Combine(_folder, "bridge.mseed"), "--to", "csv", "--output", Path.Combine(_folder, "back.csv"));

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["timestamp,acc_03_mps2,temp_01_degC", "2026-05-01T06:00:00.000000000Z,0.5,20.25", "2026-05-01T06:00:00.010000000Z,-0.25,20.25", "2026-05-01T06:00:00.020000000Z,,20.5", "2026-05-01T06:00:00.030000000Z,0.125,20.5"],
            File.ReadAllLines(Path.Combine(_folder, "back.csv")));
    }

    [Fact]
    public async Task Convert_WithAScale_WritesCountsAndSaysTheLargestRoundingError()
    {
        var run = await Convert(Write("bridge.csv", Stamped), "--to", "mseed3", "--scale", "0.1", "--channels", "acc_*", "--json");

        var channel = JsonNode.Parse(run.Output)![0]!["channels"]![0]!;
        Assert.Equal("steim2", channel["encoding"]!.GetValue<string>());
        Assert.Equal(0.05, channel["largestRoundingError"]!.GetValue<double>(), 1e-12);
        var record = MiniSeedReader.ReadRecord(File.ReadAllBytes(Path.Combine(_folder, "bridge.mseed")));
        Assert.Equal("""{"EdgeTwin":{"Channel":"acc_03_mps2","Quantity":"acceleration","Unit":"m/s2","Scale":0.1}}""", record.ExtraHeadersText());
        var counts = new int[2];
        record.Decode(counts);
        Assert.Equal([5, -2], counts);
    }

    [Fact]
    public async Task Convert_ScaledVersion3_IsAnalysedInItsUnit()
    {
        await Convert(Write("bridge.csv", Stamped), "--to", "mseed3", "--scale", "0.125");

        var run = await CommandLineRun.OfAsync("analyze", "channels", Path.Combine(_folder, "bridge.mseed"), "--json");

        var channel = JsonNode.Parse(run.Output)![0]!["channels"]![0]!;
        Assert.Equal(("acc_03_mps2", "acceleration", "m/s2"), (channel["name"]!.GetValue<string>(), channel["quantity"]!.GetValue<string>(), channel["unit"]!.GetValue<string>()));
        Assert.Equal((1, -0.25, 0.5), (channel["missing"]!.GetValue<int>(), channel["minimum"]!.GetValue<double>(), channel["maximum"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Convert_MiniSeedBetweenVersions_KeepsCountsBitForBit()
    {
        var first = Path.Combine(_folder, "first.mseed");
        await File.WriteAllBytesAsync(first, SmallMiniSeed.Of(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [1, -2, 1 << 30, -1]), ("FDSN:XX_EDGE_02_B_N_Z", 5_000_000, 20, [7, 8])));

        var run = await Convert(first, "--to", "mseed2", "--encoding", "steim1", "--record-bytes", "256", "--output", Path.Combine(_folder, "second.mseed"));

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        var traces = MiniSeedTrace.Assemble(MiniSeedReader.ReadRecords(File.ReadAllBytes(Path.Combine(_folder, "second.mseed"))));
        Assert.Equal([1, -2, 1 << 30, -1], Samples(traces[0].Segments[0]));
        Assert.Equal([7.0, 8.0], Samples(traces[1].Segments[0]));
        Assert.All(traces.SelectMany(trace => trace.Segments).SelectMany(segment => segment.Records), record => Assert.Equal((2, 256, MiniSeedEncoding.Steim1), (record.FormatVersion, record.Bytes, record.Encoding)));
    }

    [Fact]
    public async Task Convert_CountsToCsvWithScaleAndNames_IsARecordingWithAUnit()
    {
        var file = Path.Combine(_folder, "digitiser.mseed");
        await File.WriteAllBytesAsync(file, SmallMiniSeed.Of(("FDSN:XX_EDGE_01_H_N_N", 0, 100, [4, -8])));

        await Convert(file, "--to", "csv", "--scale", "0.25", "--names", "acc_01_mps2");

        Assert.Equal(["timestamp,acc_01_mps2", "1970-01-01T00:00:00.000000000Z,1", "1970-01-01T00:00:00.010000000Z,-2"], File.ReadAllLines(Path.Combine(_folder, "digitiser.csv")));
    }

    [Fact]
    public async Task Convert_SamplesTooFarApartForSteim_SaysWhichAndWhatItWrote()
    {
        var file = Path.Combine(_folder, "jump.mseed");
        await File.WriteAllBytesAsync(file, SmallMiniSeed.Of(("FDSN:XX_EDGE_01_H_N_Z", 0, 100, [0, int.MaxValue, 0])));

        var written = await Convert(file, "--to", "mseed3", "--output", Path.Combine(_folder, "out.mseed"));
        var refused = await Convert(file, "--to", "mseed3", "--output", Path.Combine(_folder, "refused.mseed"), "--steim-overflow", "error");

        Assert.Contains("1 records are int32 instead of steim2. Sample 1 of the segment is 2147483647 after 0", written.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains("Sample 1 of the segment is 2147483647 after 0", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["jump.mseed", "out.mseed"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("time_s,acc_01_mps2\n0,1\n1,2\n2,3\n", "mseed3", "Say it with --start")]
    [InlineData(Stamped, "mseed3 --encoding steim2", "Say the units per count with --scale")]
    [InlineData(Stamped, "mseed3 --encoding float64 --scale 2", "needs no scale")]
    [InlineData(Stamped, "mseed3 --scale 1e-12", "Take a larger --scale")]
    [InlineData(Stamped, "mseed3 --channels acc_04*", "no channel is named acc_04*")]
    [InlineData(Stamped, "mseed2 --station BRIDGE", "version 2 takes 2 characters of network and location, 5 of station")]
    [InlineData(Stamped, "mseed3 --station bridge", "has the character 'b'")]
    [InlineData(Stamped, "mseed3 --map acc_03_mps2=FDSN:XX_EDGE_01_H_K_S", "would both be FDSN:XX_EDGE_01_H_K_S")]
    [InlineData(Stamped, "csv --names a_1_m", "--names has 1 names for 2 channels")]
    public async Task Convert_WhatCannotBeWritten_SaysWhatToDoAndLeavesNoFile(string text, string arguments, string message)
    {
        var run = await Convert(Write("bridge.csv", text), ["--to", .. arguments.Split(' '), "--output", Path.Combine(_folder, "out")]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("bridge.csv", Assert.Single(Directory.GetFiles(_folder).Select(Path.GetFileName)));
    }

    [Fact]
    public async Task Convert_FileThatExists_IsNotWrittenOverUnlessForced()
    {
        var file = Write("bridge.csv", Stamped);
        Write("bridge.mseed", "mine");

        var refused = await Convert(file, "--to", "mseed3");
        var forced = await Convert(file, "--to", "mseed3", "--force");

        Assert.Contains("the file exists", refused.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Failure, ExitCode.Ok), (refused.ExitCode, forced.ExitCode));
    }

    [Theory]
    [InlineData("--to wav", "'csv'")]
    [InlineData("--to csv --encoding steim2", "--encoding is for miniSEED; leave it out with --to csv")]
    [InlineData("--to mseed3 --names a", "--names is for csv")]
    [InlineData("--to mseed3 --scale 0", "write a number above 0")]
    [InlineData("--to mseed3 --record-bytes 500", "write a power of two")]
    [InlineData("--to mseed3 --start yesterday", "write one like 2026-05-01T06:00:00Z")]
    [InlineData("--to mseed3 --map acc=XX", "write NAME=FDSN:NET_STA_LOC_B_S_SS")]
    public async Task Convert_WrongUsage_ReturnsTwoAndSaysWhatToWrite(string arguments, string message)
    {
        var run = await Convert("x.csv", arguments.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acc_03_mps2", "acceleration", 1000, "FDSN:XX_EDGE_03_F_N_1")]
    [InlineData("acc-1.z", "acceleration", 250, "FDSN:XX_EDGE_01_C_N_3")]
    [InlineData("acc_07y_mps2", "acceleration", 100, "FDSN:XX_EDGE_07_H_N_2")]
    [InlineData("strain_12_ue", "strain", 20, "FDSN:XX_EDGE_12_B_S_1")]
    [InlineData("temp_mid_degC", "temperature", 1, "FDSN:XX_EDGE_05_L_K_S")]
    [InlineData("rh_01_pct", "relativeHumidity", 1.0 / 600, "FDSN:XX_EDGE_01_W_I_S")]
    [InlineData("force_02_kN", "force", 8533, "FDSN:XX_EDGE_02_J_Y_1")]
    public void SourceCodes_OfAChannelsName_AreThoseOfItsNumberRateAndQuantity(string name, string quantity, double rateHz, string identifier) =>
        Assert.Equal(identifier, SourceCodes.For(name, quantity, 4, rateHz, "XX", "EDGE").ToString());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<CommandLineRun> Convert(string file, params string[] arguments) => CommandLineRun.OfAsync(["convert", file, .. arguments]);

    private static double[] Samples(MiniSeedSegment segment)
    {
        var samples = new double[segment.SampleCount];
        segment.Decode(samples);
        return samples;
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
