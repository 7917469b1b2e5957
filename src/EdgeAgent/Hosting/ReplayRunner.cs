using System.Globalization;
using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Takes recordings through the signal path, one after the other, and writes the features of every window as JSON lines.
/// A recording waits for the path, never the other way round, so that nothing is dropped.
/// </summary>
internal static class ReplayRunner
{
    private const int BlocksInFlight = 64;

    public static async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        var (windows, features, exitCode) = await LoadSettingsAsync(options);
        if (exitCode != ExitCode.Ok)
            return exitCode;
        await using var output = options.Output == "-" ? Console.OpenStandardOutput() : File.Create(options.Output);
        foreach (var file in options.Files)
        {
            try
            {
                await ReplayAsync(file, options, windows, features, output, cancellationToken);
            }
            catch (SensorException failure)
            {
                await Console.Error.WriteLineAsync($"edgetwin replay: {failure.Message}".AsMemory(), CancellationToken.None);
                return ExitCode.Failure;
            }
        }

        return cancellationToken.IsCancellationRequested ? ExitCode.Failure : ExitCode.Ok;
    }

    private static async Task<(WindowConfiguration Windows, FeatureConfiguration Features, int ExitCode)> LoadSettingsAsync(ReplayOptions options)
    {
        var (windows, features) = (new WindowConfiguration { Seconds = 10 }, new FeatureConfiguration());
        if (options.ConfigFile is { } path)
        {
            var loaded = StationFile.Load(path);
            if (loaded.Configuration is not { } configuration)
            {
                foreach (var error in loaded.Errors)
                    await Console.Error.WriteLineAsync(error.Describe(loaded.SourceName));
                return (windows, features, ExitCode.InvalidConfiguration);
            }

            (windows, features) = (configuration.Windows, configuration.Features);
        }

        return (options.WindowSeconds is { } seconds ? windows with { Seconds = seconds } : windows, features, ExitCode.Ok);
    }

    private static async Task ReplayAsync(
        string file, ReplayOptions options, WindowConfiguration windows, FeatureConfiguration features, Stream output, CancellationToken cancellationToken)
    {
        using var recording = RecordingReader.Open(file, options.Start);
        var name = Path.GetFileName(file);
        var table = ChannelTable.ForRecording(new SensorDescription(
            name, "recording", recording.SampleRateHz, TimeSpan.FromSeconds(1), recording.Channels));
        var known = features with { Modes = [.. features.Modes.Where(mode => mode.Channels.All(id => table.Channels.Any(c => c.Id == id)))] };
        using var lines = new FrameJsonLines(output, name);
        var path = new SignalPath(
            new SignalPathParts
            {
                Table = table,
                Definitions = FeatureCatalog.Build(table, known),
                Windows = windows,
                Features = known,
                Live = new LiveReadings(table.Channels.Count),
            },
            new LineWriter(lines));

        var queue = new SampleQueue(waitWhenFull: true, _ => { });
        var processing = new OwnedThread("signal path", () => path.Run(queue.Reader));
        processing.Start();
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        Feed(recording, queue, new RealSamplingClock(clock), options.Pace, cancellationToken);
        queue.Complete();
        await processing.Ended;
        path.Finish();
        await output.FlushAsync(CancellationToken.None);
        await ReportAsync(name, recording, lines, path.Account, clock.GetElapsedTime(started));
    }

    private static void Feed(
        RecordingReader recording, SampleQueue queue, RealSamplingClock clock, double pace, CancellationToken cancellationToken)
    {
        var pool = new SampleBlockPool(recording.Channels.Count, recording.SuggestedBlockCapacity, BlocksInFlight);
        var startedNs = clock.Time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!pool.TryRent(out var block))
            {
                cancellationToken.WaitHandle.WaitOne(1);
                continue;
            }

            if (!recording.ReadBlock(block))
            {
                block.Dispose();
                return;
            }

            if (pace > 0)
                clock.WaitUntil(startedNs + (long)((block.FirstSampleUtcNs - recording.StartUtcNs) / pace), cancellationToken);
            queue.Write(new PathItem(block, block.FirstSampleUtcNs, block.FirstSampleMonotonicNs, block.ClockQuality), cancellationToken);
        }
    }

    private static Task ReportAsync(string name, RecordingReader recording, FrameJsonLines lines, SignalPathAccount account, TimeSpan took)
    {
        var recordedSeconds = (recording.RowsRead + recording.MissingSampleSets) / recording.SampleRateHz;
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {recording.Channels.Count} channels at {recording.SampleRateHz:0.###} Hz, {recording.RowsRead} rows, {recording.MissingSampleSets} missing, "
            + $"{lines.Count} windows, {recordedSeconds / Math.Max(took.TotalSeconds, 1e-3):0} times real time");
        if (recording.IsZoneAssumed)
            words += "; its stamps name no zone and were taken as UTC";
        if (account.LateSampleSets + account.RefusedSampleSets > 0)
            words += $"; {account.LateSampleSets} samples were too late and {account.RefusedSampleSets} too many for their window";
        return Console.Error.WriteLineAsync(words);
    }

    private sealed class LineWriter(FrameJsonLines lines) : IWindowJudge
    {
        public void Judge(FeatureFrame frame) => lines.Write(frame);

        public void Pause()
        {
        }
    }
}
