using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze modes</c>: natural frequencies, damping and shapes from vibration in service.</summary>
internal static class AnalyzeModes
{
    public static AnalysisCommand Create()
    {
        var input = new AnalyzeModesInput();
        return new AnalysisCommand(
            "modes",
            "Find the natural frequencies, damping and mode shapes of a structure from its vibration in service, with their uncertainties.",
            """
            edgetwin analyze modes frame.csv.gz
            edgetwin analyze modes table.csv --channels acc_04_mps2,acc_07_mps2,acc_10_mps2 --relative-to acc_01_mps2
            edgetwin analyze modes bridge.csv --from 1 --to 20 --json
            """,
            "Recordings of acceleration or velocity, each analysed by itself: CSV, CSV.GZ or miniSEED.",
            input.Options,
            run => Analyse(run, input));
    }

    private static AnalysisReport Analyse(AnalysisRun run, AnalyzeModesInput input)
    {
        var results = new List<ModesResult>();
        foreach (var file in run.Files)
        {
            var recording = run.ReadRecording(file);
            run.Progress($"identifying modes of {Path.GetFileName(file)}", (double)results.Count / run.Files.Count);
            var channels = input.Channels(run, recording);
            var analysis = input.Identify(run, file, AnalyzeModesInput.Record(recording, channels, 0, recording.Length));
            results.Add(ModesResult.From(recording, channels, analysis));
        }

        return new AnalysisReport(results)
        {
            Tables = [.. results.Where(result => result.Refusal is null).SelectMany(result => new[] { ToTable(result), Shapes(result) })],
            Remarks = [.. results.SelectMany(Remarks)],
            ExitCode = results.All(result => result.Refusal is not null) ? ExitCode.Failure : ExitCode.Ok,
        };
    }

    private static TextTable ToTable(ModesResult result)
    {
        var table = new TextTable(
            $"{result.File}: modes from {TextTable.Number(result.LowHz)} to {TextTable.Number(result.HighHz)} Hz, {TextTable.Number(result.DurationSeconds)} s, orders to {result.OrderMaximum}",
            "mode", "frequency Hz", "damping %", "collinearity", "stability", "spectral peak Hz", "MAC with it", "kind");
        for (var index = 0; index < result.Modes.Count; index++)
        {
            var mode = result.Modes[index];
            table.Add(
                TextTable.Count(index + 1),
                TextTable.PlusMinus(mode.FrequencyHz, mode.FrequencyStdHz),
                TextTable.PlusMinus(mode.DampingPercent, mode.DampingStdPercent),
                TextTable.Number(mode.PhaseCollinearity, 3),
                TextTable.Number(mode.Stability, 2),
                TextTable.Number(mode.SpectralPeakHz),
                TextTable.Number(mode.SpectralMac, 3),
                mode.IsHarmonic ? "machine's line" : "mode");
        }

        return table;
    }

    /// <summary>Real parts only; the JSON has the imaginary ones.</summary>
    private static TextTable Shapes(ModesResult result)
    {
        var table = new TextTable($"{result.File}: shapes, real part of each mode's displacement", ["channel", .. result.Modes.Select((_, index) => TextTable.Count(index + 1))]);
        for (var channel = 0; channel < result.Channels.Count; channel++)
            table.Add([result.Channels[channel], .. result.Modes.Select(mode => TextTable.Number(mode.Shape[channel].Real, 3))]);
        return table;
    }

    private static IEnumerable<string> Remarks(ModesResult result)
    {
        if (result.Refusal is { } refusal)
            yield return $"{result.File}: not judged. {refusal.Message}";
        foreach (var caution in result.Cautions)
            yield return $"{result.File}: {caution}";
    }
}
