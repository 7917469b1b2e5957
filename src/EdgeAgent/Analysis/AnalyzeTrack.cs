using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.StructuralHealth.Tracking;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze track</c>: the same modes through successive recordings or windows of one.</summary>
internal static class AnalyzeTrack
{
    private const int RowsShownMaximum = 60;

    public static AnalysisCommand Create()
    {
        var input = new AnalyzeModesInput();
        var window = AnalysisOptions.Number("--window", "SECONDS", "Cut every file into windows of this length; a rest at its end is left out. Default: each file is one record.", 0.01, 1e7);
        var tolerance = AnalysisOptions.Number("--tolerance", "PERCENT", "Largest change of frequency from a mode's reference. Default: 5.", 0.01, 50);
        var mac = AnalysisOptions.Number("--mac", "MAC", "Least modal assurance criterion with a mode's reference. Default: 0.8.", 0, 1);
        var update = AnalysisOptions.Number("--update", "SHARE", "Share of a new observation in a mode's reference. Default: 0.1, which forgets over ten records.", 0.001, 1);
        return new AnalysisCommand(
            "track",
            "Follow natural frequencies through recordings in the order of time: each mode keeps its number, also where a record does not show it.",
            """
            edgetwin analyze track monday.csv tuesday.csv wednesday.csv
            edgetwin analyze track week.csv.gz --window 600 --to 20
            """,
            "Recordings of the same channels in the order of time: CSV, CSV.GZ or miniSEED.",
            [.. input.Options, window, tolerance, mac, update],
            run =>
            {
                var defaults = new ModeTrackerOptions();
                var options = defaults with
                {
                    FrequencyToleranceRatio = run.Get(tolerance) / 100 ?? defaults.FrequencyToleranceRatio,
                    MacMinimum = run.Get(mac) ?? defaults.MacMinimum,
                    UpdateShare = run.Get(update) ?? defaults.UpdateShare,
                };
                return Report(Follow(run, input, run.Get(window), new ModeTracker(options)));
            });
    }

    private static List<TrackedRecord> Follow(AnalysisRun run, AnalyzeModesInput input, double? windowSeconds, ModeTracker tracker)
    {
        var records = new List<TrackedRecord>();
        string[]? names = null;
        for (var index = 0; index < run.Files.Count; index++)
        {
            var file = run.Files[index];
            var recording = run.ReadRecording(file);
            var channels = input.Channels(run, recording);
            string[] here = [.. channels.Select(channel => channel.Name)];
            names ??= here;
            if (!names.SequenceEqual(here))
                throw new AnalysisException($"{file}: its channels {string.Join(", ", here)} are not those of {run.Files[0]}, {string.Join(", ", names)}. Choose with --channels.");
            var length = windowSeconds is { } seconds ? (int)Math.Min(int.MaxValue, Math.Round(seconds * recording.SampleRateHz)) : recording.Length;
            if (length > recording.Length || length == 0)
                throw new AnalysisException($"{file}: the recording of {recording.DurationSeconds:G4} s holds no window of {windowSeconds:G4} s. Choose a shorter --window.");
            for (var start = 0; start + length <= recording.Length; start += length)
            {
                run.Progress($"following modes through {Path.GetFileName(file)}", (index + ((double)start / recording.Length)) / run.Files.Count);
                var analysis = input.Identify(run, file, AnalyzeModesInput.Record(recording, channels, start, length));
                var startSeconds = start / recording.SampleRateHz;
                var frame = analysis.Refusal is null ? tracker.Update(analysis.Modes) : null;
                records.Add(TrackedRecord.From(file, recording.Start?.AddSeconds(startSeconds), startSeconds, analysis, frame));
                if (frame is not null)
                    TrackedRecord.AddEarlier(records, frame);
            }
        }

        return records;
    }

    private static AnalysisReport Report(List<TrackedRecord> records)
    {
        int[] ids = [.. records.SelectMany(record => record.Modes).Select(mode => mode.Id).Distinct().Order()];
        TrackedSummary[] summaries = [.. ids.Select(id => TrackedSummary.From(id, records))];
        var refused = records.Where(record => record.Refusal is not null).ToList();
        return new AnalysisReport(new { modes = summaries, records })
        {
            Tables = [Summary(summaries), Series(records, ids)],
            Remarks =
            [
                .. refused.Take(3).Select(record => $"{record.File} at {TextTable.Number(record.StartSeconds)} s: not judged. {record.Refusal!.Message}"),
                .. refused.Count > 3 ? new[] { $"{refused.Count - 3} more of {records.Count} records were not judged; --json has the reasons." } : [],
                .. records.Count > RowsShownMaximum ? new[] { $"The last {RowsShownMaximum} of {records.Count} records are shown; --json has all." } : [],
            ],
            ExitCode = refused.Count == records.Count ? ExitCode.Failure : ExitCode.Ok,
        };
    }

    private static TextTable Summary(TrackedSummary[] summaries)
    {
        var table = new TextTable("Modes", "mode", "seen in", "of", "mean Hz", "deviation Hz", "lowest Hz", "highest Hz", "mean damping %", "least MAC");
        foreach (var mode in summaries)
        {
            table.Add(
                TextTable.Count(mode.Id),
                TextTable.Count(mode.Seen),
                TextTable.Count(mode.Records),
                TextTable.Number(mode.MeanFrequencyHz, 5),
                TextTable.Number(mode.FrequencyDeviationHz, 2),
                TextTable.Number(mode.LowestFrequencyHz, 5),
                TextTable.Number(mode.HighestFrequencyHz, 5),
                TextTable.Number(mode.MeanDampingPercent, 3),
                TextTable.Number(mode.LeastMac, 3));
        }

        return table;
    }

    private static TextTable Series(List<TrackedRecord> records, int[] ids)
    {
        var table = new TextTable("Frequencies in Hz by record", ["file", "from s", .. ids.Select(id => $"mode {id}"), "lines"]);
        foreach (var record in records.TakeLast(RowsShownMaximum))
        {
            table.Add(
            [
                Path.GetFileName(record.File),
                TextTable.Number(record.StartSeconds),
                .. ids.Select(id => record.Modes.FirstOrDefault(mode => mode.Id == id)).Select(mode => mode is null ? "" : TextTable.PlusMinus(mode.FrequencyHz, mode.FrequencyStdHz)),
                TextTable.Count(record.HarmonicsHz.Count),
            ]);
        }

        return table;
    }
}
