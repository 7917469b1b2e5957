using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>Collects the windows of the commissioning period. Belongs to the signal path's thread.</summary>
internal sealed class BaselineLearner : IDisposable
{
    /// <summary>Half a year of minutes; more would not teach more.</summary>
    public const int WindowsMax = 262_144;

    /// <summary>A refused fit is tried again when the period has grown by this share.</summary>
    private const double GrowthAfterRefusal = 0.25;

    /// <summary>A window with less than this share of its features teaches little.</summary>
    private const double PresentShareMin = 0.6;

    private readonly BaselineColumns _columns;
    private readonly BaselineWindowFile? _file;
    private readonly HashSet<long> _starts = [];
    private readonly double[] _features;
    private readonly double[] _covariates;

    /// <param name="columns">What a window is made of.</param>
    /// <param name="path">Where windows are kept; <see langword="null"/> to keep them in memory only.</param>
    /// <param name="windowsNeeded">Windows before a fit.</param>
    public BaselineLearner(BaselineColumns columns, string? path, int windowsNeeded)
    {
        _columns = columns;
        _features = new double[columns.Features.Count];
        _covariates = new double[columns.CovariateCount];
        Windows = new NoveltyWindows(
            [.. columns.Features.Select(f => new NoveltyFeature(f.Id, FeatureSelection.TransformOf(f)))], BaselineColumns.AllCovariates);
        Needed = windowsNeeded;
        if (path is not null)
            _file = BaselineWindowFile.Open(path, ColumnNames(columns), Restored);
    }

    public NoveltyWindows Windows { get; }

    /// <summary>Windows before the next fit.</summary>
    public int Needed { get; private set; }

    public bool IsReady => Windows.Count >= Needed;

    public long FirstStartUtcNs { get; private set; }

    public long LastStartUtcNs { get; private set; }

    /// <summary>Takes a window, unless it is known or too much of it is missing.</summary>
    /// <exception cref="IOException">It is kept in memory, but not on disk.</exception>
    public bool Take(FeatureFrame frame)
    {
        if (Windows.Count >= WindowsMax || _columns.Gather(frame, _features, _covariates) < PresentShareMin * _features.Length || !_starts.Add(frame.StartUtcNs))
            return false;
        Add(frame.StartUtcNs, _features, _covariates);
        _file?.Append(frame.StartUtcNs, _features, _covariates);
        return true;
    }

    /// <summary>After a fit was refused: more windows are needed.</summary>
    public void Refused() => Needed = Math.Min(WindowsMax, Windows.Count + Math.Max(10, (int)(Windows.Count * GrowthAfterRefusal)));

    public void Dispose() => _file?.Dispose();

    private void Restored(long startUtcNs, double[] values)
    {
        if (Windows.Count < WindowsMax && _starts.Add(startUtcNs))
            Add(startUtcNs, values.AsSpan(0, _features.Length), values.AsSpan(_features.Length));
    }

    private void Add(long startUtcNs, ReadOnlySpan<double> features, ReadOnlySpan<double> covariates)
    {
        Windows.Add(features, covariates);
        if (Windows.Count == 1)
            FirstStartUtcNs = startUtcNs;
        LastStartUtcNs = startUtcNs;
    }

    private static string[] ColumnNames(BaselineColumns columns) =>
        [.. columns.Features.Select(f => $"{f.Id} [{f.Unit}]"), .. BaselineColumns.AllCovariates.Select(c => $"{c.Id} [{c.Unit}]")];
}
