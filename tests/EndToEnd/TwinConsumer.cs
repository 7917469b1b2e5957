using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>
/// A consumer of the twin lane that shares no code with the product: mosquitto_sub receives, this class de-duplicates, looks for gaps and,
/// where asked to, answers with its watermark through mosquitto_pub.
/// </summary>
internal sealed class TwinConsumer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(long Epoch, long Sequence), JsonObject> _records = [];
    private readonly Dictionary<string, JsonObject> _retained = [];
    private readonly List<(long Epoch, long Sequence)> _arrivals = [];
    private readonly string _prefix;
    private readonly int _port;
    private Process? _subscriber;

    public TwinConsumer(int port, string owner, string gateway)
    {
        _port = port;
        _prefix = $"edgetwin/v1/{owner}/{gateway}/";
    }

    /// <summary>All records received, de-duplicated, by number.</summary>
    public IReadOnlyList<((long Epoch, long Sequence) Number, JsonObject Event)> Records
    {
        get
        {
            lock (_gate)
                return [.. _records.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))];
        }
    }

    /// <summary>Records received more than once.</summary>
    public int Duplicates
    {
        get
        {
            lock (_gate)
                return _arrivals.Count - _records.Count;
        }
    }

    /// <summary>Highest sequence number up to which nothing is missing, in the newest epoch.</summary>
    public (long Epoch, long UpTo) Watermark
    {
        get
        {
            lock (_gate)
            {
                if (_records.Count == 0)
                    return (0, 0);
                var epoch = _records.Keys.Max(key => key.Epoch);
                var upTo = 0L;
                while (_records.ContainsKey((epoch, upTo + 1)))
                    upTo++;
                return (epoch, upTo);
            }
        }
    }

    public JsonObject? Retained(string topicBelowGateway)
    {
        lock (_gate)
            return _retained.GetValueOrDefault(topicBelowGateway);
    }

    public void Start()
    {
        _subscriber = Process.Start(new ProcessStartInfo(
            "mosquitto_sub",
            ["-V", "5", "-p", _port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", _prefix + "#", "-F", "%t %x"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _subscriber.OutputDataReceived += (_, line) => Take(line.Data);
        _subscriber.BeginOutputReadLine();
        _subscriber.BeginErrorReadLine();
    }

    public void Stop()
    {
        if (_subscriber is null)
            return;
        if (!_subscriber.HasExited)
            _subscriber.Kill();
        _subscriber.WaitForExit();
        _subscriber.Dispose();
        _subscriber = null;
    }

    public void Acknowledge()
    {
        var (epoch, upTo) = Watermark;
        Publish("ack", $"{{\"epoch\":{epoch},\"upTo\":{upTo}}}");
    }

    public void Publish(string topicBelowGateway, string payload, bool retain = false)
    {
        string[] arguments = ["-V", "5", "-p", _port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", _prefix + topicBelowGateway, "-m", payload];
        using var publisher = Process.Start("mosquitto_pub", retain ? [.. arguments, "-r"] : arguments);
        publisher.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void Take(string? line)
    {
        if (line is null || line.IndexOf(' ', StringComparison.Ordinal) is var space && space < 0)
            return;
        var topic = line[..space];
        var payload = Decompress(Convert.FromHexString(line[(space + 1)..]));
        if (payload.Length == 0 || !topic.StartsWith(_prefix, StringComparison.Ordinal))
            return;
        var json = JsonNode.Parse(Encoding.UTF8.GetString(payload))!;
        lock (_gate)
        {
            if (json is JsonArray batch)
            {
                foreach (var entry in batch.OfType<JsonObject>())
                    TakeRecord(entry);
            }
            else
            {
                _retained[topic[_prefix.Length..]] = json.AsObject();
            }
        }
    }

    private void TakeRecord(JsonObject record)
    {
        var parts = ((string)record["id"]!).Split('/');
        var number = (long.Parse(parts[^2], CultureInfo.InvariantCulture), long.Parse(parts[^1], CultureInfo.InvariantCulture));
        _arrivals.Add(number);
        if (!_records.TryAdd(number, record) && _records[number]["data"]!.ToJsonString() != record["data"]!.ToJsonString())
            throw new InvalidOperationException($"Record {number} came twice with different contents.");
    }

    private static byte[] Decompress(byte[] payload)
    {
        if (payload is not [0x1F, 0x8B, ..])
            return payload;
        using var gzip = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
