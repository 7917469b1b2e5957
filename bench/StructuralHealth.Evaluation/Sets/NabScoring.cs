namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>
/// Scoring of the Numenta Anomaly Benchmark (A. Lavin and S. Ahmad, ICMLA 2015): each window gives at most one reward, the larger the earlier the detection; each detection outside costs,
/// less shortly behind a window; each missed window costs. Normalised so that no detection at all is 0 and every window found at its start without a false alarm is 100.
/// </summary>
/// <param name="TruePositive">Reward of a detection at the start of a window.</param>
/// <param name="FalsePositive">Cost of a detection far from any window.</param>
/// <param name="FalseNegative">Cost of a missed window.</param>
internal sealed record NabScoring(double TruePositive, double FalsePositive, double FalseNegative)
{
    private const double ProbationShare = 0.15;
    private const int ProbationRows = 5000;

    public static NabScoring Standard { get; } = new(1, 0.11, 1);

    public static NabScoring RewardLowFalsePositives { get; } = new(1, 0.22, 1);

    public static NabScoring RewardLowFalseNegatives { get; } = new(1, 0.11, 2);

    /// <summary>Score of a whole corpus, normalised.</summary>
    /// <param name="files">Rows, windows as first and last row, and the rows with a detection, of each file.</param>
    public double Normalised(IEnumerable<NabFile> files)
    {
        var all = files.ToList();
        var windows = all.Sum(file => file.Windows.Count);
        var worst = -FalseNegative * windows;
        return 100 * (all.Sum(Raw) - worst) / ((TruePositive * windows) - worst);
    }

    /// <summary>Score of one file.</summary>
    public double Raw(NabFile file)
    {
        var rewards = file.Windows.ToDictionary(window => window, _ => -FalseNegative);
        var costs = 0.0;
        foreach (var row in file.Detections.Where(row => row >= Probation(file.Rows)))
        {
            if (WindowOf(file, row) is { } window)
                rewards[window] = Math.Max(rewards[window], TruePositive * Sigmoid(-(window.Last - row + 1.0) / (window.Last - window.First + 1)) / Sigmoid(-1));
            else
                costs += FalsePositive * Sigmoid(BehindWindow(file, row));
        }

        return rewards.Values.Sum() + costs;
    }

    /// <summary>Windows with a detection.</summary>
    public static int Found(NabFile file) => file.Windows.Count(window => file.Detections.Any(row => row >= Probation(file.Rows) && row >= window.First && row <= window.Last));

    /// <summary>Detections outside the windows.</summary>
    public static int FalseAlarms(NabFile file) => file.Detections.Count(row => row >= Probation(file.Rows) && WindowOf(file, row) is null);

    private static double Probation(int rows) => Math.Min(Math.Floor(ProbationShare * rows), ProbationShare * ProbationRows);

    private static (int First, int Last)? WindowOf(NabFile file, int row)
    {
        foreach (var window in file.Windows)
        {
            if (row >= window.First && row <= window.Last)
                return window;
        }

        return null;
    }

    /// <summary>Distance behind the last window in widths of that window; 3 (far) when there is none.</summary>
    private static double BehindWindow(NabFile file, int row)
    {
        var before = file.Windows.Where(window => window.Last < row).ToList();
        if (before.Count == 0)
            return 3;
        var (first, last) = before.MaxBy(window => window.Last);
        return (row - last) / (double)(last - first);
    }

    private static double Sigmoid(double position) => position >= 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
