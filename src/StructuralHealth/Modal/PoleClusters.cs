namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Hierarchical clustering of stable poles, average linkage. The distance of two poles is their relative difference in frequency plus 1 - MAC;
/// merging stops at the distance that the poles of one mode have between neighbouring orders (mean and two deviations), but not below a floor,
/// and never joins clusters that mostly live in the same orders, for one order holds one pole per mode. Small clusters are dropped at the widest gap between the sizes.
/// Sources: F. Magalhães, Á. Cunha, E. Caetano, MSSP 23, 2009; E. Reynders, J. Houbrechts, G. De Roeck, MSSP 29, 2012, section 4.3.
/// </summary>
internal static class PoleClusters
{
    private const double CutMinimum = 0.02;
    private const double CutMaximum = 0.1;
    private const double SharedOrdersMaximum = 0.3;

    /// <summary>Clusters of poles that stand for modes, by rising frequency.</summary>
    public static List<List<Pole>> From(List<Pole> stable, int orders)
    {
        if (stable.Count == 0)
            return [];
        var clusters = Merge(stable, Cut(stable));
        return [.. Large(clusters, orders).Select(OnePerOrder).OrderBy(cluster => cluster[cluster.Count / 2].FrequencyHz)];
    }

    private static double Cut(List<Pole> stable)
    {
        var steps = stable.Select(pole => pole.Step.Frequency + pole.Step.Shape).ToArray();
        var mean = steps.Average();
        var deviation = Math.Sqrt(steps.Average(step => (step - mean) * (step - mean)));
        return Math.Clamp(mean + (2 * deviation), CutMinimum, CutMaximum);
    }

    /// <summary>Repeatedly joins the two nearest clusters; distances to a joined cluster are the weighted means (Lance and Williams).</summary>
    private static List<List<Pole>> Merge(List<Pole> poles, double cut)
    {
        var clusters = poles.Select(pole => (List<Pole>?)[pole]).ToArray();
        var distances = Distances(poles);
        var nearest = Enumerable.Range(0, poles.Count).Select(row => Nearest(distances, clusters, row)).ToArray();
        while (true)
        {
            var first = -1;
            for (var row = 0; row < poles.Count; row++)
            {
                if (clusters[row] is not null && nearest[row] >= 0 && (first < 0 || distances[row, nearest[row]] < distances[first, nearest[first]]))
                    first = row;
            }

            if (first < 0 || distances[first, nearest[first]] > cut)
                return [.. clusters.OfType<List<Pole>>()];
            var second = nearest[first];
            if (SharedOrders(clusters[first]!, clusters[second]!))
                distances[first, second] = distances[second, first] = double.PositiveInfinity;
            else
                Join(clusters, distances, first, second);
            for (var row = 0; row < poles.Count; row++)
            {
                if (clusters[row] is not null && (row == first || row == second || nearest[row] == first || nearest[row] == second))
                    nearest[row] = Nearest(distances, clusters, row);
            }
        }
    }

    private static RowMatrix Distances(List<Pole> poles)
    {
        var result = new RowMatrix(poles.Count, poles.Count);
        for (var row = 0; row < poles.Count; row++)
        {
            for (var column = 0; column < row; column++)
            {
                var (a, b) = (poles[row], poles[column]);
                var frequency = Math.Abs(a.FrequencyHz - b.FrequencyHz) / Math.Max(a.FrequencyHz, b.FrequencyHz);
                var distance = frequency > CutMaximum ? double.PositiveInfinity : frequency + 1 - ModeShape.Mac(a.Shape, b.Shape);
                result[row, column] = result[column, row] = distance;
            }
        }

        return result;
    }

    private static int Nearest(RowMatrix distances, List<Pole>?[] clusters, int row)
    {
        var best = -1;
        var values = distances.Row(row);
        for (var column = 0; column < clusters.Length; column++)
        {
            if (column != row && clusters[column] is not null && (best < 0 || values[column] < values[best]))
                best = column;
        }

        return best;
    }

    private static bool SharedOrders(List<Pole> first, List<Pole> second)
    {
        var orders = first.Select(pole => pole.Order).ToHashSet();
        var shared = second.Count(pole => orders.Contains(pole.Order));
        return shared > SharedOrdersMaximum * Math.Min(first.Count, second.Count);
    }

    private static void Join(List<Pole>?[] clusters, RowMatrix distances, int first, int second)
    {
        double a = clusters[first]!.Count;
        double b = clusters[second]!.Count;
        for (var row = 0; row < clusters.Length; row++)
        {
            if (clusters[row] is not null && row != first && row != second)
                distances[first, row] = distances[row, first] = ((a * distances[first, row]) + (b * distances[second, row])) / (a + b);
        }

        clusters[first]!.AddRange(clusters[second]!);
        clusters[second] = null;
    }

    /// <summary>Keeps clusters that fill half the orders, drops those that fill a sixth, and cuts between at the widest gap.</summary>
    private static IEnumerable<List<Pole>> Large(List<List<Pole>> clusters, int orders)
    {
        var (low, high) = (orders / 6.0, orders / 2.0);
        double[] sizes = [low, .. clusters.Select(cluster => (double)cluster.Count).Where(size => size > low && size < high).Order(), high];
        var (threshold, widest) = (high, -1.0);
        for (var index = 1; index < sizes.Length; index++)
        {
            if (sizes[index] - sizes[index - 1] > widest)
                (threshold, widest) = (sizes[index], sizes[index] - sizes[index - 1]);
        }

        return clusters.Where(cluster => cluster.Count >= threshold);
    }

    /// <summary>Where a cluster holds two poles of one order, keeps the one nearer to the cluster's middle.</summary>
    private static List<Pole> OnePerOrder(List<Pole> cluster)
    {
        var middle = Median(cluster.Select(pole => pole.FrequencyHz));
        return [.. cluster.GroupBy(pole => pole.Order).Select(group => group.MinBy(pole => Math.Abs(pole.FrequencyHz - middle))!).OrderBy(pole => pole.Order)];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }
}
