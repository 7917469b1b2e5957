using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync;

/// <summary>Log messages of the lanes. Never per record, never a secret.</summary>
internal static partial class SyncLog
{
    [LoggerMessage(1, LogLevel.Information, "Lane {Lane} is connected to {Broker} ({Version})")]
    public static partial void Connected(ILogger logger, string lane, string broker, string version);

    [LoggerMessage(2, LogLevel.Warning, "Lane {Lane} is offline: {Reason}")]
    public static partial void SessionEnded(ILogger logger, string lane, string reason);

    [LoggerMessage(3, LogLevel.Error, "Lane {Lane} failed by a bug; it starts again")]
    public static partial void SessionFailed(ILogger logger, Exception bug, string lane);

    [LoggerMessage(4, LogLevel.Warning, "Lane {Lane}: {Broker} does not speak MQTT 5; trying MQTT 3.1.1")]
    public static partial void FallingBack(ILogger logger, string lane, string broker);

    [LoggerMessage(5, LogLevel.Warning, "Lane {Lane}: record {Epoch}/{Sequence} was refused for ever and put aside: {Reason}")]
    public static partial void Quarantined(ILogger logger, string lane, long epoch, long sequence, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Lane {Lane}: a message on {Topic} was not usable: {Reason}")]
    public static partial void InboundRefused(ILogger logger, string lane, string topic, string reason);

    [LoggerMessage(7, LogLevel.Information, "Sparkplug births sent: node and {Devices} devices, {Metrics} metrics, bdSeq {BirthDeathSequence}")]
    public static partial void BirthsSent(ILogger logger, int devices, int metrics, int birthDeathSequence);

    [LoggerMessage(8, LogLevel.Warning, "Lane {Lane}: the broker refuses publishes for now: {Reason}")]
    public static partial void RefusedForNow(ILogger logger, string lane, string reason);

    [LoggerMessage(9, LogLevel.Information, "Desired section {Section} version {Version}: {Result}")]
    public static partial void DesiredDecided(ILogger logger, string section, long version, string result);

    [LoggerMessage(10, LogLevel.Information, "Command {Name}: {Result}")]
    public static partial void CommandRun(ILogger logger, string name, string result);

    [LoggerMessage(11, LogLevel.Warning, "Lane {Lane}: the consumer has not acknowledged since {Position}; sending again from there")]
    public static partial void SendingAgain(ILogger logger, string lane, long position);

    [LoggerMessage(12, LogLevel.Warning, "Lane {Lane}: record {Sequence} cannot be expressed as metrics and is left to the other lane: {Reason}")]
    public static partial void RecordNotMapped(ILogger logger, string lane, long sequence, string reason);
}
