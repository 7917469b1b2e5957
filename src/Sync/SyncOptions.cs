using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Sparkplug;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.Sync;

/// <summary>Everything the lanes can be told.</summary>
public sealed record SyncOptions
{
    /// <summary>Owner: first part of every lane-B topic; Sparkplug group unless another is named. No '/', '+', '#', spaces.</summary>
    public required string Owner { get; init; }

    /// <summary>Gateway: unique for the owner; Sparkplug edge node. No '/', '+', '#', spaces.</summary>
    public required string Gateway { get; init; }

    /// <summary>The broker of both lanes.</summary>
    public BrokerOptions Broker { get; init; } = new();

    /// <summary>Lane A.</summary>
    public SparkplugLaneOptions Sparkplug { get; init; } = new();

    /// <summary>Lane B.</summary>
    public TwinLaneOptions Twin { get; init; } = new();

    /// <summary>How a lane comes back after a failure.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();

    /// <summary>Every error at once, as <c>path: what is wrong and what is right</c>; empty when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        Topic("owner", Owner);
        Topic("gateway", Gateway);
        if (Sparkplug.Group is not null)
            Topic("sparkplug.group", Sparkplug.Group);
        if (Sparkplug.PrimaryHost is not null)
            Topic("sparkplug.primaryHost", Sparkplug.PrimaryHost);
        Check(Broker.Host.Length > 0, "broker.host", "must name a host");
        Range("broker.port", Broker.Port, 1, 65535);
        Range("broker.keepAliveSeconds", Broker.KeepAliveSeconds, 5, 3600);
        Check(
            (Broker.ClientCertificateFile is null) == (Broker.ClientKeyFile is null), "broker.clientKeyFile",
            "a client certificate and its key are given together");
        Check(Broker.Tls || (Broker.CaFile ?? Broker.ClientCertificateFile) is null, "broker.tls", "must be true when certificate files are given");
        Range("sparkplug.backlogBytesPerSecond", Sparkplug.BacklogBytesPerSecond, 256, 100_000_000);
        Range("sparkplug.batchRecordsMax", Sparkplug.BatchRecordsMax, 1, 1000);
        Range("sparkplug.batchBytesMax", Sparkplug.BatchBytesMax, 1024, 1_000_000);
        Range("sparkplug.confirmInterval", Sparkplug.ConfirmInterval.TotalSeconds, 0.1, 600);
        Range("sparkplug.rebirthInterval", Sparkplug.RebirthInterval.TotalSeconds, 0, 60);
        Range("twin.backlogBytesPerSecond", Twin.BacklogBytesPerSecond, 256, 100_000_000);
        Range("twin.batchRecordsMax", Twin.BatchRecordsMax, 1, 10_000);
        Range("twin.batchBytesMax", Twin.BatchBytesMax, 1024, 1_000_000);
        Range("twin.windowRecordsMax", Twin.WindowRecordsMax, 1, 1_000_000);
        Range("twin.liveRecordsMax", Twin.LiveRecordsMax, 1, 10_000);
        Range("twin.acknowledgeTimeout", Twin.AcknowledgeTimeout.TotalSeconds, 0.05, 86_400);
        Range("twin.acknowledgeTimeoutMax", Twin.AcknowledgeTimeoutMax.TotalSeconds, Twin.AcknowledgeTimeout.TotalSeconds, 86_400);
        Range("twin.commandTimeout", Twin.CommandTimeout.TotalSeconds, 0.1, 3600);
        Range("twin.commandsMax", Twin.CommandsMax, 1, 1000);
        Check(Reconnect.FirstDelay > TimeSpan.Zero, "reconnect.firstDelay", "must be above 0");
        Check(Reconnect.LongestDelay >= Reconnect.FirstDelay, "reconnect.longestDelay", "must not be below the first delay");
        return errors;

        void Check(bool right, string path, string message)
        {
            if (!right)
                errors.Add($"sync.{path}: {message}");
        }

        void Range(string path, double value, double lowest, double highest) =>
            Check(value >= lowest && value <= highest, path, $"is {value}, must be {lowest} to {highest}");

        void Topic(string path, string value) =>
            Check(
                value.Length is > 0 and <= 128 && !value.Any(letter => letter is '/' or '+' or '#' || char.IsControl(letter) || char.IsWhiteSpace(letter)),
                path, "must be 1 to 128 characters without '/', '+', '#' and spaces, because it is part of MQTT topics");
    }

    /// <summary>Client identifier of a lane, unique at the broker and the same after a restart.</summary>
    internal string ClientId(string lane) => $"edgetwin-{Owner}-{Gateway}-{lane}";
}
