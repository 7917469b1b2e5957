namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// How strongly exceedances come in groups: the share of them that begin a group, 1 for independent ones. Its inverse is the mean size of a
/// group. The intervals estimator needs no run length to be chosen (C. A. T. Ferro, J. Segers, J. R. Statist. Soc. B 65, 2003, eq. 5 and 6).
/// </summary>
public static class ExtremalIndex
{
    /// <summary>Estimates it.</summary>
    /// <param name="times">Window numbers of the exceedances, increasing.</param>
    /// <returns>Above 0 and at most 1; 1 with fewer than three exceedances, which show nothing.</returns>
    public static double Of(ReadOnlySpan<int> times)
    {
        var gaps = times.Length - 1;
        if (gaps < 2)
            return 1;
        var (sum, square, reducedSum, reducedProduct, largest) = (0.0, 0.0, 0.0, 0.0, 0);
        for (var i = 1; i < times.Length; i++)
        {
            var gap = times[i] - times[i - 1];
            largest = Math.Max(largest, gap);
            sum += gap;
            square += (double)gap * gap;
            reducedSum += gap - 1;
            reducedProduct += (double)(gap - 1) * (gap - 2);
        }

        var index = largest <= 2 ? 2 * sum * sum / (gaps * square) : 2 * reducedSum * reducedSum / (gaps * reducedProduct);
        return Math.Min(1, index);
    }
}
