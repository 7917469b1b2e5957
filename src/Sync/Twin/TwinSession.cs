using System.Globalization;
using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// One MQTT session of lane B. First what matters at once: availability, the reported state with the open alarms. Then four loops
/// side by side: state changes, live records, backlog, commands; and the inbox that feeds them. When one of them ends, all do.
/// </summary>
internal sealed class TwinSession(
    IMqttLink link, TwinTopics topics, IOutbox outbox, ITwinHost host, RecordDrain drain, StatePublisher states, CommandInbox commands,
    LaneState state, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Func<bool> graceful, CancellationToken stop)
    {
        host.StateChanged += states.MarkChanged;
        try
        {
            await PublishAvailabilityAsync("online", stop);
            await states.PublishAllAsync(stop);
            await link.SubscribeAsync(topics.Acknowledge, stop);
            await link.SubscribeAsync(topics.DesiredFilter, stop);
            await link.SubscribeAsync(topics.CommandFilter, stop);
            drain.ReportProgress();
            await RunLoopsAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (graceful())
                await SayGoodbyeAsync();
        }
        finally
        {
            host.StateChanged -= states.MarkChanged;
        }
    }

    private async Task RunLoopsAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] loops =
        [
            drain.RunLiveAsync(ended.Token),
            drain.RunBacklogAsync(ended.Token),
            states.RunAsync(ended.Token),
            commands.RunAsync(ended.Token),
            TakeInboxAsync(ended.Token),
        ];
        var first = await Task.WhenAny(loops);
        await ended.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(static all => _ = all.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        stop.ThrowIfCancellationRequested();
        await first;
    }

    private async Task TakeInboxAsync(CancellationToken ended)
    {
        await foreach (var message in link.Messages.ReadAllAsync(ended))
        {
            var refusal = Take(message);
            if (refusal is not null)
                SyncLog.InboundRefused(logger, TwinLane.LaneName, message.Topic, refusal);
        }

        throw new SyncException("session", string.Empty, await link.Closed.WaitAsync(ended), mayPass: true);
    }

    /// <returns>What is wrong with the message, or <see langword="null"/>.</returns>
    private string? Take(MqttMessage message)
    {
        if (message.Topic == topics.Acknowledge)
            return drain.Acknowledge(message.Payload);
        if (topics.NameIn(message.Topic, "cmd") is { } command)
            return commands.Take(command, message);
        if (topics.NameIn(message.Topic, "desired") is { } section)
            return TakeDesired(section, message);
        return "no such topic";
    }

    private string? TakeDesired(string section, MqttMessage message)
    {
        if (message.Payload.IsEmpty)
            return null;
        if (InboundJson.ReadDesired(message.Payload, out var version, out var values) is { } refusal)
        {
            states.Refuse(section, version, refusal);
            return refusal;
        }

        if (host.LastAnswer(section) is not { } last || last.Version != version)
        {
            var answer = host.ApplyDesired(section, version, values.Span);
            SyncLog.DesiredDecided(logger, section, version, answer.Applied ? "applied" : $"rejected: {string.Join("; ", answer.Reasons)}");
        }

        states.Answered(section);
        return null;
    }

    private async Task PublishAvailabilityAsync(string word, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var payload = System.Text.Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $$"""{"state":"{{word}}","since":"{{now}}","epoch":"{{outbox.Epoch}}"}"""));
        await link.PublishAsync(new MqttPublication { Topic = topics.Availability, Payload = payload, Retain = true, ContentType = "application/json" }, cancellationToken);
        state.AddSent(payload.Length);
    }

    private async Task SayGoodbyeAsync()
    {
        using var deadline = new CancellationTokenSource(FarewellDeadline, timeProvider);
        try
        {
            await PublishAvailabilityAsync("offline", deadline.Token);
            await link.DisconnectAsync(withWill: false, deadline.Token);
        }
        catch (Exception failure) when (failure is SyncException or OperationCanceledException)
        {
            SyncLog.SessionEnded(logger, TwinLane.LaneName, $"no farewell was possible: {failure.Message}");
        }
    }
}
