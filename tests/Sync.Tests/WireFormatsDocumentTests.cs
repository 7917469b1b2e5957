using System.Text;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.Sync.Tests;

/// <summary>The document shows what the code writes.</summary>
public sealed class WireFormatsDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "wire-formats.md"));

    [Fact]
    public void Summary_ExampleInDocument_IsWhatIsWritten()
    {
        const string Payload = """{"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:01:00Z","windowSeconds":60,"temperatureC":12.3,"excitationMps2":0.01,"values":{"acc-1.z/rms":0.0123,"acc-1.z/peak":null},"incomplete":{"acc-1.z/rms":0.83},"faults":[]}""";
        var entry = new OutboxEntry(1_767_225_600, 42, RecordType.Features, 1_767_225_660_000_000_000, Encoding.UTF8.GetBytes(Payload));

        Assert.Contains(Encoding.UTF8.GetString(new CloudEventBatch("owner", "gw1").Write([entry])), Document);
    }

    [Fact]
    public void Acknowledgement_ExampleInDocument_IsRead()
    {
        const string Example = """{"epoch":1767225600,"upTo":42}""";
        Assert.Contains(Example, Document);
        Assert.Null(InboundJson.ReadAcknowledgement(Encoding.UTF8.GetBytes(Example), out var epoch, out var upTo));
        Assert.Equal((1_767_225_600L, 42L), (epoch, upTo));
    }

    [Fact]
    public void RecordTypes_All_AreInTheTable()
    {
        var events = new CloudEventBatch("owner", "gw1");
        foreach (var type in Enum.GetValues<RecordType>())
        {
            var written = Encoding.UTF8.GetString(events.Write([new OutboxEntry(1, 1, type, 0, "{}"u8.ToArray())]));
            var name = written.Split("\"type\":\"")[1].Split('"')[0];
            Assert.Contains($"| `{name}` |", Document);
        }
    }
}
