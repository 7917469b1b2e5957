using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

/// <summary>Readers that are not ours open what we write: the npm package seisplotjs (versions 2 and 3), and Debian's mseed2sac on libmseed (version 2).</summary>
public sealed class ForeignReaderTests
{
    private static readonly string s_folder = Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "MiniSeed", "foreign");

    [Fact]
    public async Task Seisplotjs_ReadsEveryEncodingOfBothVersions()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules")))
            await ForeignProgram.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], "", s_folder);
        var samples = MiniSeedFiles.Wave(2500, amplitude: 30_000, noise: 900);
        var ways = (
            from version in new[] { 2, 3 }
            from encoding in new[] { MiniSeedEncoding.Int16, MiniSeedEncoding.Int32, MiniSeedEncoding.Float32, MiniSeedEncoding.Float64, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2 }
            select (Version: version, Encoding: encoding)).ToList();
        var files = ways.Select(way => MiniSeedFiles.Write(Options(way.Version, way.Encoding), samples));

        var input = string.Join('\n', ways.Zip(files, (way, file) => $"{way.Version} {Convert.ToBase64String(file)}")) + "\n";
        var lines = (await ForeignProgram.RunAsync("node", ["decode.mjs"], input, s_folder)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(ways.Count, lines.Length);
        foreach (var (way, line) in ways.Zip(lines))
        {
            using var json = JsonDocument.Parse(line);
            AssertRecords(way.Version, way.Encoding, samples, [.. json.RootElement.EnumerateArray()]);
        }
    }

    private static MiniSeedWriteOptions Options(int version, MiniSeedEncoding encoding) =>
        MiniSeedFiles.Options(version, encoding) with { ExtraHeaders = version == 3 ? """{"EdgeTwin":{"unit":"m/s2"}}""" : "" };

    private static void AssertRecords(int version, MiniSeedEncoding encoding, int[] samples, List<JsonElement> records)
    {
        Assert.Equal(samples.Select(sample => (double)sample), records.SelectMany(record => record.GetProperty("samples").EnumerateArray().Select(value => value.GetDouble())));
        var at = 0;
        foreach (var record in records)
        {
            Assert.Equal(version == 2 ? "XX.BRIDG.00.HNZ" : "FDSN:XX_BRIDG_00_H_N_Z", record.GetProperty("source").GetString());
            Assert.Equal(100, record.GetProperty("rateHz").GetDouble());
            Assert.Equal((int)encoding, record.GetProperty("encoding").GetInt32());
            var start = DateTimeOffset.Parse(record.GetProperty("start").GetString()!, CultureInfo.InvariantCulture);
            var expected = DateTimeOffset.UnixEpoch.AddTicks((MiniSeedFiles.StartNs / 100) + (at * 100_000L));
            Assert.True(Math.Abs((start - expected).TotalMilliseconds) <= 1, $"{start:O} instead of {expected:O}");
            if (version == 3)
            {
                Assert.True(record.GetProperty("crcAgrees").GetBoolean());
                Assert.Equal("m/s2", record.GetProperty("extra").GetProperty("EdgeTwin").GetProperty("unit").GetString());
            }

            at += record.GetProperty("samples").GetArrayLength();
        }
    }

    [Mseed2SacTheory]
    [InlineData(MiniSeedEncoding.Int16, 512)]
    [InlineData(MiniSeedEncoding.Int32, 128)]
    [InlineData(MiniSeedEncoding.Float32, 4096)]
    [InlineData(MiniSeedEncoding.Float64, 512)]
    [InlineData(MiniSeedEncoding.Steim1, 512)]
    [InlineData(MiniSeedEncoding.Steim2, 512)]
    [InlineData(MiniSeedEncoding.Steim2, 65536)]
    public async Task Mseed2Sac_ReadsVersion2WithItsGapAndRate(MiniSeedEncoding encoding, int recordBytes)
    {
        var folder = RepositoryFiles.TemporaryFolder("mseed2sac");
        var samples = MiniSeedFiles.Wave(3000, amplitude: 30_000, noise: 900);
        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(version: 2, encoding, recordBytes, rateHz: 62.5), WriteBehindAGap(encoding), samples, out _);
        await File.WriteAllBytesAsync(Path.Combine(folder, "file.mseed"), bytes);

        await ForeignProgram.RunAsync("mseed2sac", ["-f", "3", "file.mseed"], "", folder);

        var segments = Directory.GetFiles(folder, "*.SAC").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Assert.Equal(2, segments.Count);
        AssertSegment(segments[0], samples.AsSpan(0, 1000), second: 0);
        AssertSegment(segments[1], samples, second: 60);
    }

    /// <summary>A first segment of the wave's beginning, then the start of a second one a minute later.</summary>
    private static Action<MiniSeedWriter> WriteBehindAGap(MiniSeedEncoding encoding) => writer =>
    {
        var first = MiniSeedFiles.Wave(3000, amplitude: 30_000, noise: 900)[..1000];
        if (encoding == MiniSeedEncoding.Float32)
            writer.Append(Array.ConvertAll(first, sample => (float)sample));
        else if (encoding == MiniSeedEncoding.Float64)
            writer.Append(Array.ConvertAll(first, sample => (double)sample));
        else
            writer.Append(first);
        writer.StartSegment(MiniSeedFiles.StartNs + 60_000_000_000);
    };

    /// <summary>SAC: 70 floats, 40 integers, 192 characters of header, then floats. Word 0 is the interval, words 70 to 75 the time, word 79 the count.</summary>
    private static void AssertSegment(byte[] sac, ReadOnlySpan<int> samples, int second)
    {
        var floats = MemoryMarshal.Cast<byte, float>(sac);
        var integers = MemoryMarshal.Cast<byte, int>(sac);
        Assert.Equal(0.016f, floats[0]);
        Assert.Equal((2026, 1, 0, second / 60, second % 60, 123), (integers[70], integers[71], integers[72], integers[73], integers[74], integers[75]));
        Assert.Equal(samples.Length, integers[79]);
        var data = floats[158..];
        for (var index = 0; index < samples.Length; index++)
            Assert.Equal(samples[index], data[index]);
    }
}

/// <summary>Needs Debian's mseed2sac; skipped with the reason where it is not installed.</summary>
internal sealed class Mseed2SacTheoryAttribute : TheoryAttribute
{
    public Mseed2SacTheoryAttribute()
    {
        if (!File.Exists("/usr/bin/mseed2sac"))
            Skip = "mseed2sac is not installed (Debian package mseed2sac).";
    }
}
