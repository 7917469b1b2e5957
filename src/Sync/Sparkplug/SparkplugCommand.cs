using EdgeTwin.Sync.Sparkplug.Wire;
using Google.Protobuf;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>Reads NCMD and DCMD payloads; hostile input gives an answer, never an exception.</summary>
internal static class SparkplugCommand
{
    /// <summary>Larger commands are refused.</summary>
    internal const int BytesMax = 64 * 1024;

    /// <summary>Whether the payload asks for a rebirth, or what is wrong with it; a metric that cannot be written is wrong.</summary>
    public static (bool Rebirth, string? Refusal) Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > BytesMax)
            return (false, $"larger than {BytesMax} bytes");
        Payload command;
        try
        {
            command = Payload.Parser.ParseFrom(payload.Span);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            return (false, malformed.Message);
        }

        var rebirth = command.Metrics.Any(metric => metric.Name == PayloadEncoder.Rebirth && metric is { HasBooleanValue: true, BooleanValue: true });
        var unwritable = command.Metrics.FirstOrDefault(metric => metric.Name != PayloadEncoder.Rebirth);
        return (rebirth, unwritable is null ? null : $"the metric '{(unwritable.HasName ? unwritable.Name : unwritable.Alias)}' cannot be written");
    }
}
