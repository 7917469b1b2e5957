using EdgeTwin.StructuralHealth.Modal;
using EdgeTwin.StructuralHealth.Tracking;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What one record said of the modes that are followed. A mode that it does not show has no entry; a refused record says nothing about any.</summary>
internal sealed record TrackedRecord(
    string File,
    DateTimeOffset? Start,
    double StartSeconds,
    IReadOnlyList<TrackedFrequency> Modes,
    IReadOnlyList<double> CandidatesHz,
    IReadOnlyList<double> HarmonicsHz,
    ModalRefusal? Refusal)
{
    public static TrackedRecord From(string file, DateTimeOffset? start, double startSeconds, ModalAnalysis analysis, TrackedFrame? frame) => new(
        file,
        start,
        startSeconds,
        [.. (frame?.Modes ?? []).Where(observation => observation.Mode is not null).Select(TrackedFrequency.From)],
        [.. (frame?.Candidates ?? []).Select(mode => mode.FrequencyHz)],
        [.. (frame?.Harmonics ?? []).Select(mode => mode.FrequencyHz)],
        analysis.Refusal);

    /// <summary>Writes the sightings from before a mode was confirmed into the records that they came from; refused records do not count.</summary>
    public static void AddEarlier(List<TrackedRecord> records, TrackedFrame frame)
    {
        int[] judged = [.. Enumerable.Range(0, records.Count).Where(index => records[index].Refusal is null)];
        foreach (var (id, recordsBefore, mode) in frame.Earlier)
        {
            var at = judged[^(recordsBefore + 1)];
            records[at] = records[at] with
            {
                Modes = [.. records[at].Modes.Append(TrackedFrequency.From(new TrackedObservation(id, mode, double.NaN))).OrderBy(seen => seen.Id)],
                CandidatesHz = [.. records[at].CandidatesHz.Where(frequencyHz => frequencyHz != mode.FrequencyHz)],
            };
        }
    }
}

/// <summary>One mode in one record.</summary>
internal sealed record TrackedFrequency(int Id, double FrequencyHz, double FrequencyStdHz, double DampingPercent, double DampingStdPercent, double Mac)
{
    public static TrackedFrequency From(TrackedObservation observation) => new(
        observation.Id, observation.Mode!.FrequencyHz, observation.Mode.FrequencyStdHz, 100 * observation.Mode.DampingRatio, 100 * observation.Mode.DampingStd, observation.Mac);
}

/// <summary>One mode over all records.</summary>
internal sealed record TrackedSummary(
    int Id, int Seen, int Records, double MeanFrequencyHz, double FrequencyDeviationHz, double LowestFrequencyHz, double HighestFrequencyHz, double MeanDampingPercent, double LeastMac)
{
    public static TrackedSummary From(int id, IReadOnlyList<TrackedRecord> records)
    {
        TrackedFrequency[] seen = [.. records.SelectMany(record => record.Modes).Where(mode => mode.Id == id)];
        var mean = seen.Average(mode => mode.FrequencyHz);
        return new TrackedSummary(
            id,
            seen.Length,
            records.Count(record => record.Refusal is null),
            mean,
            seen.Length < 2 ? double.NaN : Math.Sqrt(seen.Sum(mode => (mode.FrequencyHz - mean) * (mode.FrequencyHz - mean)) / (seen.Length - 1)),
            seen.Min(mode => mode.FrequencyHz),
            seen.Max(mode => mode.FrequencyHz),
            seen.Average(mode => mode.DampingPercent),
            seen.Select(mode => mode.Mac).Where(mac => !double.IsNaN(mac)).DefaultIfEmpty(double.NaN).Min());
    }
}
