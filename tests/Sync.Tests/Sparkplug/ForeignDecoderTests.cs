using System.Reflection;
using System.Text.Json;
using EdgeTwin.Sync.Sparkplug;

namespace EdgeTwin.Sync.Tests.Sparkplug;

/// <summary>Decoders that are not ours read what we write.</summary>
public sealed class ForeignDecoderTests
{
    private const long NowMs = 1_767_225_600_000;
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "tests", "Sync.Tests", "foreign");
    private static readonly string SchemaFolder = Path.Combine(RepositoryFiles.Root, "src", "Sync", "Sparkplug");
    private static readonly string Protoc = typeof(ForeignDecoderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Protoc").Value!;
    private static readonly AnnouncedMetric Rms = new(new TwinMetric("span-1", "acc-1.z/rms", null, typeof(double), "m/s2", NowMs * 1_000_000, false), 1);

    [Fact]
    public async Task SparkplugPayload_ReadsBirthDataAndDeath()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            await ForeignProgram.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], "", Folder);
        byte[][] payloads =
        [
            PayloadEncoder.NodeBirth([], 7, compact: true, NowMs),
            PayloadEncoder.DeviceBirth([Rms], 1, compact: true, NowMs),
            PayloadEncoder.Data([new MetricUpdate(Rms, 0.0123, (NowMs + 5) * 1_000_000, true)], 2, historical: true, compact: false, NowMs + 6),
            PayloadEncoder.Death(7, NowMs),
        ];

        var lines = (await ForeignProgram.RunAsync("node", ["decode.mjs"], string.Join('\n', payloads.Select(Convert.ToBase64String)) + "\n", Folder))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(4, lines.Count);
        var birth = Metrics(lines[0]);
        Assert.Equal((0, 7, "Int64"), (lines[0].GetProperty("seq").GetInt32(), birth["bdSeq"].GetProperty("value").GetInt32(), birth["bdSeq"].GetProperty("type").GetString()));
        Assert.False(birth["Node Control/Rebirth"].GetProperty("value").GetBoolean());
        var born = Metrics(lines[1])["acc-1.z/rms"];
        Assert.Equal((JsonValueKind.Null, 1), (born.GetProperty("value").ValueKind, born.GetProperty("alias").GetInt32()));
        Assert.Equal("m/s2", born.GetProperty("properties").GetProperty("engUnit").GetProperty("value").GetString());
        Assert.Equal(0, born.GetProperty("properties").GetProperty("Quality").GetProperty("value").GetInt32());
        var data = Metrics(lines[2])["acc-1.z/rms"];
        Assert.Equal((0.0123, NowMs + 5, true), (data.GetProperty("value").GetDouble(), data.GetProperty("timestamp").GetInt64(), data.GetProperty("isHistorical").GetBoolean()));
        Assert.Equal(7, Metrics(lines[3])["bdSeq"].GetProperty("value").GetInt32());
        Assert.False(lines[3].TryGetProperty("seq", out _));
    }

    [Fact]
    public async Task Protoc_DecodesBirthWithoutUnknownFields()
    {
        var birth = PayloadEncoder.DeviceBirth([Rms], 1, compact: true, NowMs);
        var file = Path.Combine(RepositoryFiles.TemporaryFolder("protoc"), "birth.bin");
        await File.WriteAllBytesAsync(file, birth);

        var text = await ForeignProgram.RunAsync("sh", ["-c", $"'{Protoc}' --decode=edgetwin.sparkplug.Payload -I '{SchemaFolder}' sparkplug_b.proto < '{file}'"], "", Folder);

        Assert.Contains("name: \"acc-1.z/rms\"", text);
        Assert.Contains("is_null: true", text);
        Assert.Contains("keys: \"engUnit\"", text);
        Assert.DoesNotMatch(@"(?m)^\s*\d+:", text);
    }

    private static Dictionary<string, JsonElement> Metrics(JsonElement payload) =>
        payload.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!);
}
