namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>The commissioning period: one row per window, in the order of time. Not safe for several threads.</summary>
public sealed class NoveltyWindows
{
    private readonly List<double[]> _features = [];
    private readonly List<double[]> _covariates = [];

    /// <summary>An empty period.</summary>
    /// <param name="features">Columns of a row.</param>
    /// <param name="covariates">Conditions of a row.</param>
    public NoveltyWindows(IReadOnlyList<NoveltyFeature> features, IReadOnlyList<NoveltyCovariate> covariates)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(covariates);
        Features = features;
        Covariates = covariates;
    }

    /// <summary>Columns of a row.</summary>
    public IReadOnlyList<NoveltyFeature> Features { get; }

    /// <summary>Conditions of a row.</summary>
    public IReadOnlyList<NoveltyCovariate> Covariates { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _features.Count;

    /// <summary>Appends a window. NaN marks a missing value.</summary>
    /// <param name="features">One value per feature, in its unit; copied.</param>
    /// <param name="covariates">One value per covariate, in its unit; copied.</param>
    /// <exception cref="ArgumentException">The lengths do not match the columns.</exception>
    public void Add(ReadOnlySpan<double> features, ReadOnlySpan<double> covariates)
    {
        if (features.Length != Features.Count || covariates.Length != Covariates.Count)
            throw new ArgumentException($"A window has {Features.Count} features and {Covariates.Count} covariates, not {features.Length} and {covariates.Length}.");
        _features.Add(features.ToArray());
        _covariates.Add(covariates.ToArray());
    }

    /// <summary>Feature values of a window, in their units.</summary>
    public ReadOnlySpan<double> FeaturesOf(int window) => _features[window];

    /// <summary>Covariate values of a window, in their units.</summary>
    public ReadOnlySpan<double> CovariatesOf(int window) => _covariates[window];

    /// <summary>The same windows without some columns.</summary>
    /// <param name="featureIds">Features to leave out.</param>
    /// <param name="covariateIds">Covariates to leave out.</param>
    public NoveltyWindows Without(IReadOnlySet<string> featureIds, IReadOnlySet<string> covariateIds)
    {
        var features = Indices(Features.Count, i => !featureIds.Contains(Features[i].Id));
        var covariates = Indices(Covariates.Count, i => !covariateIds.Contains(Covariates[i].Id));
        var result = new NoveltyWindows([.. features.Select(i => Features[i])], [.. covariates.Select(i => Covariates[i])]);
        for (var window = 0; window < Count; window++)
        {
            var row = window;
            result._features.Add([.. features.Select(i => _features[row][i])]);
            result._covariates.Add([.. covariates.Select(i => _covariates[row][i])]);
        }

        return result;
    }

    /// <summary>The windows so far; rows added later are not in it.</summary>
    public NoveltyWindows Snapshot() => Rows(Enumerable.Range(0, Count));

    /// <summary>Some of the windows, in the given order.</summary>
    internal NoveltyWindows Rows(IEnumerable<int> windows)
    {
        var result = new NoveltyWindows(Features, Covariates);
        foreach (var window in windows)
        {
            result._features.Add(_features[window]);
            result._covariates.Add(_covariates[window]);
        }

        return result;
    }

    private static int[] Indices(int count, Func<int, bool> keep) => [.. Enumerable.Range(0, count).Where(keep)];
}
