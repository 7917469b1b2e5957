using System.CommandLine;
using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze spectrum</c>: power spectral density by Welch's method, and what stands out in it.</summary>
internal static class AnalyzeSpectrum
{
    private const double DefaultSegmentSeconds = 8;
    private const int DefaultPeaks = 6;
    private const int FewSegments = 8;
    private static readonly Option<string[]> s_channels = AnalysisOptions.Channels();
    private static readonly Option<double?> s_segment = AnalysisOptions.Number("--segment-seconds", "S", "Length of a segment: its inverse is the resolution. Default: 8, or an eighth of a shorter recording.", 1e-3, 86400);
    private static readonly Option<double?> s_overlap = AnalysisOptions.Number("--overlap", "SHARE", "Share of a segment that the next one repeats. Default: 0.5.", 0, 0.95);
    private static readonly Option<double?> s_from = AnalysisOptions.Number("--from", "HZ", "Lowest frequency of a peak. Default: two bins above 0.", 0, 1e6);
    private static readonly Option<double?> s_to = AnalysisOptions.Number("--to", "HZ", "Highest frequency of a peak. Default: half the sample rate.", 0, 1e6);
    private static readonly Option<double?> s_peaks = AnalysisOptions.Number("--peaks", "N", "Peaks to list per channel, the most prominent ones. Default: 6.", 0, 1000);
    private static readonly Option<double?> s_prominence = AnalysisOptions.Number("--prominence", "DB", "What a peak must stand out. Default: 6 dB.", 0, 200);

    private static readonly Option<WindowKind> s_window = new("--window")
    {
        Description = "Window over each segment. Default: hann.",
        HelpName = "NAME",
        DefaultValueFactory = _ => WindowKind.Hann,
    };

    private static readonly Option<DetrendKind> s_detrend = new("--detrend")
    {
        Description = "What is taken off each segment: none, constant or linear. Default: constant.",
        HelpName = "NAME",
        DefaultValueFactory = _ => DetrendKind.Constant,
    };

    private static readonly Option<SpectrumAverage> s_average = new("--average")
    {
        Description = "Average over the segments: mean, or median, which a single loud vehicle does not move. Default: mean.",
        HelpName = "NAME",
        DefaultValueFactory = _ => SpectrumAverage.Mean,
    };

    private static readonly Option<string?> s_csv = new("--csv")
    {
        Description = "Also write the densities to this file: frequency, then one column per channel.",
        HelpName = "FILE",
    };

    public static AnalysisCommand Create() => new(
        "spectrum",
        "Estimate the power spectral density of each channel and list its peaks.",
        """
        edgetwin analyze spectrum bridge.csv
        edgetwin analyze spectrum bridge.csv --channels acc_01_mps2 --segment-seconds 20 --from 0.5 --to 10
        edgetwin analyze spectrum bridge.csv --average median --csv psd.csv
        """,
        "One recording: CSV, CSV.GZ or miniSEED. By default every channel that measures an acceleration, velocity, displacement or strain.",
        [s_channels, s_segment, s_overlap, s_window, s_detrend, s_average, s_from, s_to, s_peaks, s_prominence, s_csv],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        if (run.Files.Count > 1)
            throw new AnalysisException($"{run.Files[1]}: a spectrum is made of one recording. Give one file.");
        if (run.Get(s_csv) is { } target)
            RequireOtherFile(target, run.Files[0]);
        var recording = run.ReadRecording(run.Files[0]);
        var options = Options(run, recording);
        var welch = new WelchSpectrum(recording.SampleRateHz, options);
        var channels = recording.Choose(run.Get(s_channels) ?? [], "acceleration", "velocity", "displacement", "strain");
        var spectra = new List<ChannelSpectrum>();
        foreach (var channel in channels)
        {
            run.Progress($"spectrum of {channel.Name}", (double)spectra.Count / channels.Count);
            spectra.Add(Estimate(run, channel, welch));
        }

        var result = new SpectrumResult(
            recording.File, recording.SampleRateHz, (double)options.SegmentLength / recording.SampleRateHz, welch.FrequencyResolutionHz, options.Window.Kind, options.Detrend, options.Average, spectra);
        if (run.Get(s_csv) is { } csv)
            WriteCsv(csv, result);
        return ToReport(result, run.Get(s_csv));
    }

    private static void RequireOtherFile(string target, string source)
    {
        if (string.IsNullOrWhiteSpace(target))
            throw new AnalysisException("--csv: the name is empty. Write the path of the file to write.");
        if (Path.GetFullPath(target) == Path.GetFullPath(source))
            throw new AnalysisException($"--csv {target}: this is the recording itself, which would be lost. Name another file.");
    }

    private static WelchOptions Options(AnalysisRun run, AnalysisRecording recording)
    {
        var seconds = run.Get(s_segment) ?? Math.Min(DefaultSegmentSeconds, recording.DurationSeconds / 8);
        var length = (int)Math.Min(int.MaxValue / 4, Math.Round(seconds * recording.SampleRateHz));
        if (length < 8)
            throw new AnalysisException($"{recording.File}: a segment of {TextTable.Number(seconds)} s at {TextTable.Number(recording.SampleRateHz)} Hz has {length} samples; a spectrum needs at least 8. Give a longer --segment-seconds or a longer recording.");
        if (length > recording.Length)
            throw new AnalysisException($"{recording.File}: a segment of {TextTable.Number(seconds)} s is longer than the recording, {TextTable.Number(recording.DurationSeconds)} s. Give a shorter --segment-seconds.");
        return new WelchOptions
        {
            SegmentLength = length,
            OverlapSamples = (int)((run.Get(s_overlap) ?? 0.5) * length),
            Window = new WindowFunction(run.Get(s_window), run.Get(s_window) == WindowKind.Kaiser ? 8.6 : 0.5),
            Detrend = run.Get(s_detrend),
            Average = run.Get(s_average),
        };
    }

    private static ChannelSpectrum Estimate(AnalysisRun run, AnalysisChannel channel, WelchSpectrum welch)
    {
        var psd = new double[welch.BinCount];
        var segments = welch.Compute(channel.Samples, psd);
        var peaks = SpectralPeak.FindAll(
            psd,
            welch.FrequencyResolutionHz,
            run.Get(s_from) ?? 2 * welch.FrequencyResolutionHz,
            run.Get(s_to) ?? welch.SampleRateHz / 2,
            (int)(run.Get(s_peaks) ?? DefaultPeaks),
            run.Get(s_prominence) ?? SpectralPeak.DefaultMinimumProminenceDb);
        var rms = Math.Sqrt(BandEnergy.Compute(psd, welch.FrequencyResolutionHz, 0, welch.SampleRateHz / 2));
        return new ChannelSpectrum(channel.Name, channel.Quantity, channel.Unit, segments, channel.MissingCount, rms, peaks, psd);
    }

    private static AnalysisReport ToReport(SpectrumResult result, string? csv)
    {
        var table = new TextTable(
            $"{result.File}: {TextTable.Number(result.SampleRateHz)} Hz, segments of {TextTable.Number(result.SegmentSeconds)} s, resolution {TextTable.Number(result.ResolutionHz)} Hz",
            "channel", "unit", "segments", "rms", "peak Hz", "density unit²/Hz", "prominence dB");
        var remarks = new List<string>();
        foreach (var channel in result.Channels)
        {
            foreach (var peak in channel.Peaks.DefaultIfEmpty(SpectralPeak.None))
            {
                table.Add(
                    channel.Name,
                    channel.Unit,
                    TextTable.Count(channel.Segments),
                    TextTable.Number(channel.Rms),
                    TextTable.Number(peak.FrequencyHz),
                    TextTable.Number(peak.Density),
                    TextTable.Number(peak.ProminenceDb, 3));
            }

            if (channel.Segments == 0)
                remarks.Add($"{channel.Name}: no segment is without a missing sample ({channel.Missing} are missing); give a shorter --segment-seconds.");
        }

        if (result.Channels.Any(channel => channel.Segments is > 0 and < FewSegments))
            remarks.Add($"Fewer than {FewSegments} segments were averaged: noise alone makes peaks of 6 dB then. Give a shorter --segment-seconds or a longer recording.");
        if (csv is not null)
            remarks.Add($"The densities are in {csv}.");
        return new AnalysisReport(result)
        {
            Tables = [table],
            Remarks = remarks,
            ExitCode = result.Channels.All(channel => channel.Segments == 0) ? CommandLine.ExitCode.Failure : CommandLine.ExitCode.Ok,
        };
    }

    private static void WriteCsv(string file, SpectrumResult result)
    {
        using var writer = new StreamWriter(file);
        writer.WriteLine(string.Join(',', result.Channels.Select(channel => $"psd_{channel.Name}").Prepend("frequency_Hz")));
        for (var bin = 0; bin < result.Channels[0].Density.Length; bin++)
        {
            writer.WriteLine(string.Join(',', result.Channels
                .Select(channel => double.IsNaN(channel.Density[bin]) ? "" : channel.Density[bin].ToString("R", CultureInfo.InvariantCulture))
                .Prepend((bin * result.ResolutionHz).ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    private sealed record SpectrumResult(
        string File,
        double SampleRateHz,
        double SegmentSeconds,
        double ResolutionHz,
        WindowKind Window,
        DetrendKind Detrend,
        SpectrumAverage Average,
        IReadOnlyList<ChannelSpectrum> Channels);

    /// <summary>The density is in unit squared per Hz; its bin k lies at k times the resolution.</summary>
    private sealed record ChannelSpectrum(
        string Name, string Quantity, string Unit, int Segments, int Missing, double Rms, IReadOnlyList<SpectralPeak> Peaks, double[] Density);
}
