using System.Text.Json;
using EdgeTwin.Sync.Sparkplug;

namespace EdgeTwin.Sync.Tests.Sparkplug;

/// <summary>Our bytes against those of an encoder that is not ours: golden/payloads.json, made by foreign/golden.mjs.</summary>
public sealed class SparkplugGoldenTests
{
    private const long NowMs = 1_767_225_600_000;
    private const long OneSecondBeforeNs = (NowMs - 1000) * 1_000_000;
    private static readonly AnnouncedMetric Rms = new(new TwinMetric("span-1", "acc-1.z/rms", 0.0123, typeof(double), "m/s2", OneSecondBeforeNs, true), 3);

    [Fact]
    public void Death_BytesEqualForeignEncoder() => AssertGolden("death", PayloadEncoder.Death(255, NowMs));

    [Fact]
    public void NodeBirth_BytesEqualForeignEncoder() => AssertGolden(
        "nodeBirth",
        PayloadEncoder.NodeBirth(
            [
                new(new TwinMetric("", "Health/Backlog", 12L, typeof(long), "records", OneSecondBeforeNs, true), 1),
                new(new TwinMetric("", "Health/Clock", "ntp", typeof(string), "", OneSecondBeforeNs, true), 2),
            ],
            255, compact: false, NowMs));

    [Fact]
    public void DeviceBirth_BytesEqualForeignEncoder() => AssertGolden("deviceBirth", PayloadEncoder.DeviceBirth([Rms], 1, compact: false, NowMs));

    [Fact]
    public void DeviceData_BytesEqualForeignEncoder() => AssertGolden(
        "deviceData", PayloadEncoder.Data([new MetricUpdate(Rms, -1.5, NowMs * 1_000_000, true)], 2, historical: false, compact: false, NowMs));

    [Fact]
    public void HistoricalData_BytesEqualForeignEncoder() => AssertGolden(
        "history", PayloadEncoder.Data([new MetricUpdate(Rms, 2.5, (NowMs - 2000) * 1_000_000, true)], 3, historical: true, compact: false, NowMs));

    private static void AssertGolden(string name, byte[] ours)
    {
        var path = Path.Combine(RepositoryFiles.Root, "tests", "Sync.Tests", "golden", "payloads.json");
        using var golden = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal(golden.RootElement.GetProperty(name).GetString(), Convert.ToHexStringLower(ours));
    }
}
