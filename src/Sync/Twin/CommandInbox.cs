using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Runs commands one after the other and answers on the response topic with the request's correlation data. Refused with an answer:
/// retained (it would run again at every connect), expired while waiting, not a JSON object, more than may wait.
/// </summary>
internal sealed class CommandInbox(
    IMqttLink link, TwinLaneOptions options, TwinTopics topics, ITwinHost host, CommandMemory memory, TimeProvider timeProvider, ILogger logger)
{
    private const int ResponseTopicLengthMax = 256;

    private readonly Channel<(string Name, MqttMessage Message, string? Refusal)> _waiting =
        Channel.CreateBounded<(string, MqttMessage, string?)>(options.CommandsMax * 2);
    private int _runnable;

    /// <summary>Takes a command from the inbox.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Take(string name, MqttMessage message)
    {
        var refusal = message.Retained ? "a command must not be retained"
            : InboundJson.ReadArguments(message.Payload, out _) is { } malformed ? malformed
            : Volatile.Read(ref _runnable) >= options.CommandsMax ? "busy: too many commands wait"
            : null;
        if (refusal is null)
            Interlocked.Increment(ref _runnable);
        if (!_waiting.Writer.TryWrite((name, message, refusal)))
            return "too many commands wait; this one is not even answered";
        return refusal;
    }

    public async Task RunAsync(CancellationToken ended)
    {
        await foreach (var (name, message, refusal) in _waiting.Reader.ReadAllAsync(ended))
        {
            var key = CommandMemory.KeyOf(name, message.ResponseTopic, message.CorrelationData);
            var answer = memory.Recall(key);
            if (answer is null)
            {
                answer = refusal is not null ? WriteError(name, refusal) : await RunOneAsync(name, message, ended);
                if (refusal is null)
                    memory.Remember(key, answer);
            }

            if (refusal is null)
                Interlocked.Decrement(ref _runnable);
            await AnswerAsync(message, answer, ended);
        }
    }

    private async Task<byte[]> RunOneAsync(string name, MqttMessage message, CancellationToken ended)
    {
        var waited = timeProvider.GetElapsedTime(message.ArrivedTimestamp);
        if (message.MessageExpirySeconds is { } seconds && waited >= TimeSpan.FromSeconds(seconds))
            return Refused(name, "expired before it could be run");
        _ = InboundJson.ReadArguments(message.Payload, out var arguments);
        using var deadline = new CancellationTokenSource(options.CommandTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ended);
        try
        {
            var answer = await host.RunCommandAsync(name, arguments, either.Token).WaitAsync(either.Token);
            SyncLog.CommandRun(logger, name, answer.Succeeded ? "done" : "failed");
            return Write(name, answer.Succeeded, answer.Json.Span);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            return Refused(name, $"not finished within {options.CommandTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            SyncLog.SessionFailed(logger, bug, TwinLane.LaneName);
            return Refused(name, "internal error");
        }
    }

    private async Task AnswerAsync(MqttMessage request, byte[] answer, CancellationToken ended)
    {
        if (request.ResponseTopic is not { Length: > 0 and <= ResponseTopicLengthMax } topic
            || topic.AsSpan().ContainsAny('+', '#') || topic[0] == '$' || topics.IsReserved(topic))
            return;
        await link.PublishAsync(
            new MqttPublication { Topic = topic, Payload = answer, CorrelationData = request.CorrelationData, ContentType = "application/json" }, ended);
    }

    private byte[] Refused(string name, string reason)
    {
        SyncLog.CommandRun(logger, name, reason);
        return WriteError(name, reason);
    }

    private static byte[] WriteError(string name, string reason) =>
        Write(name, succeeded: false, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["error"] = reason }));

    private static byte[] Write(string name, bool succeeded, ReadOnlySpan<byte> result)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + result.Length);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteBoolean("succeeded", succeeded);
            writer.WritePropertyName("result");
            writer.WriteRawValue(result);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
