using System.Globalization;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary><c>edgetwin convert</c>: recordings between CSV and miniSEED, so that seismological tools open ours and we theirs.</summary>
internal static class ConvertCommand
{
    public static AnalysisCommand Create()
    {
        var options = new ConvertCommandOptions();
        var command = new AnalysisCommand(
            "convert",
            "Convert recordings between CSV and miniSEED 2 or 3, the format of seismological tools.",
            """
            edgetwin convert event.csv --to mseed3
            edgetwin convert event.csv.gz --to mseed2 --encoding steim2 --scale 1e-6 --start 2026-05-01T06:00:00Z --output event.mseed
            edgetwin convert event.mseed --to csv --channels XX.EDGE.03.*
            edgetwin convert digitiser.mseed --to csv --scale 2.5e-7 --names acc_01_mps2,acc_02_mps2
            """,
            "Recordings: CSV, CSV.GZ or miniSEED.",
            options.All,
            run => Convert(run, options.Read(run)));
        command.Validators.Add(options.Validate);
        return command;
    }

    private static AnalysisReport Convert(AnalysisRun run, ConvertOptions options)
    {
        var files = run.Files.Select(file => Convert(run, file, options)).ToList();
        return new AnalysisReport(files) { Tables = [.. files.Select(ToTable)], Remarks = [.. files.SelectMany(file => Remarks(file, options))] };
    }

    private static ConvertedFile Convert(AnalysisRun run, string file, ConvertOptions options)
    {
        var target = TargetOf(file, run.Files.Count, options);
        var partial = target + ".partial";
        try
        {
            IReadOnlyList<ConvertedChannel> channels;
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                channels = Write(run, file, options, stream);
            File.Move(partial, target, overwrite: options.Force);
            return new ConvertedFile(file, target, channels, new FileInfo(target).Length);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static IReadOnlyList<ConvertedChannel> Write(AnalysisRun run, string file, ConvertOptions options, FileStream stream)
    {
        if (options.FormatVersion != 0)
            return MiniSeedOutput.Write(file, SeriesReader.Read(run, file, options.Channels, options.Start), options, stream, run);
        if (!MiniSeedFile.IsOne(file))
        {
            var recording = run.ReadRecording(file);
            return CsvOutput.Write(recording with { Channels = recording.Choose(options.Channels), Start = recording.Start ?? options.Start }, options, stream, run);
        }

        var sources = MiniSeedSource.From(MiniSeedFile.Read(file, share => run.Progress($"reading {Path.GetFileName(file)}", share)));
        return CsvOutput.Write(MiniSeedRecording.Place(file, MiniSeedRecording.Choose(file, sources, options.Channels)), options, stream, run);
    }

    private static string TargetOf(string file, int files, ConvertOptions options)
    {
        var name = Path.GetFileName(file);
        foreach (var ending in new[] { ".gz", ".csv", ".mseed", ".mseed2", ".mseed3", ".ms" })
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        name += options.FormatVersion == 0 ? ".csv" : ".mseed";
        var target = options.Output is not { } output ? Path.Combine(Path.GetDirectoryName(file) ?? "", name)
            : Directory.Exists(output) ? Path.Combine(output, name)
            : files == 1 ? output
            : throw new AnalysisException($"{output}: for several files --output is a folder that exists. Make it first.");
        if (File.Exists(target) && (!options.Force || Path.GetFullPath(target) == Path.GetFullPath(file)))
            throw new AnalysisException($"{target}: the file exists. Name another with --output{(Path.GetFullPath(target) == Path.GetFullPath(file) ? "" : ", or write over it with --force")}.");
        return target;
    }

    private static TextTable ToTable(ConvertedFile file)
    {
        var table = new TextTable(
            $"{file.Output}: {TextTable.Count(file.Bytes)} bytes from {file.File}", "channel", "identifier", "rate Hz", "stretches", "samples", "encoding", "units per count", "largest error");
        foreach (var channel in file.Channels)
        {
            table.Add(
                channel.Channel,
                channel.SourceIdentifier,
                TextTable.Number(channel.SampleRateHz),
                TextTable.Count(channel.Stretches),
                TextTable.Count(channel.Samples),
                channel.Encoding,
                channel.Scale.ToString("R", CultureInfo.InvariantCulture),
                TextTable.Number(channel.LargestRoundingError));
        }

        return table;
    }

    private static IEnumerable<string> Remarks(ConvertedFile file, ConvertOptions options)
    {
        foreach (var channel in file.Channels.Where(channel => channel.Int32Records > 0))
            yield return $"{channel.Channel}: {channel.Int32Records} records are int32 instead of {channel.Encoding}. {channel.Int32Reason}";
        if (file.Channels.Any(channel => channel.LosesExtraHeaders))
            yield return $"{file.File}: extra headers of other programs are not carried over.";
        if (options.FormatVersion == 2 && file.Channels.Any(channel => channel.Scale != 1))
            yield return "Version 2 does not keep the units per count; note them, or write mseed3.";
    }
}
