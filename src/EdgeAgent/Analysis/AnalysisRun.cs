using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>One run of an analysis: its files, the values of its options, and where it tells how far it is.</summary>
internal sealed class AnalysisRun(ParseResult parsed, IReadOnlyList<string> files, ProgressBar progress, CancellationToken cancellationToken)
{
    /// <summary>The files as given, at least one.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The value of one of the command's options; its default when not given.</summary>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Says what is being done and how much of it is done, 0 to 1; cheap enough for inner loops.</summary>
    public void Progress(string what, double share)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress.Show(what, share);
    }

    /// <summary>Reads one recording whole. Progress is shown while it is read.</summary>
    /// <exception cref="AnalysisException">The file is too long for memory.</exception>
    /// <exception cref="SensorDrivers.SensorException">The file is absent, empty or not a recording; the message names place and fix.</exception>
    public AnalysisRecording ReadRecording(string file) =>
        RecordingFile.Read(file, share => Progress($"reading {Path.GetFileName(file)}", share));

    /// <summary>Reads one table that is no time series: a key column, then numbers.</summary>
    /// <exception cref="AnalysisException">The file is absent, empty or no such table; the message names line, column and fix.</exception>
    public static AnalysisTable ReadTable(string file) => AnalysisTable.Read(file);
}
