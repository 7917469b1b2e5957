using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>Opens a recording by what the file is: a CSV table (plain or gzip), or miniSEED.</summary>
internal static class RecordingFile
{
    /// <summary>Most samples of all channels together: 2 GiB in memory.</summary>
    public const long SamplesMax = 256L * 1024 * 1024;

    /// <param name="file">Path of the recording.</param>
    /// <param name="progress">Told the part read, 0 to 1.</param>
    /// <exception cref="AnalysisException">The recording is too long.</exception>
    /// <exception cref="SensorException">The file is absent, empty, or cannot be read as a recording.</exception>
    public static AnalysisRecording Read(string file, Action<double> progress) =>
        MiniSeedFile.IsOne(file) ? MiniSeedRecording.Read(file, progress) : CsvRecording.Read(file, progress);
}
