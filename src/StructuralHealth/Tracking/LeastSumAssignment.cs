namespace EdgeTwin.StructuralHealth.Tracking;

/// <summary>
/// Pairs rows with columns so that as many pairs as possible are made and the sum of their distances is least (Hungarian method with shortest augmenting paths).
/// Source: R. Burkard, M. Dell'Amico, S. Martello, Assignment Problems, SIAM 2012, section 4.4.
/// </summary>
internal static class LeastSumAssignment
{
    /// <summary>More than any sum of possible distances, which are at most 2 each.</summary>
    private const double Impossible = 1e6;

    /// <summary>The column of each row, -1 for none. An infinite distance makes a pair impossible.</summary>
    public static int[] Solve(double[,] distances)
    {
        var (rows, columns) = (distances.GetLength(0), distances.GetLength(1));
        var size = Math.Max(rows, columns);
        var rowOfColumn = new int[size + 1];
        var rowPotential = new double[size + 1];
        var columnPotential = new double[size + 1];
        for (var row = 1; row <= size; row++)
            Augment(row, size, (r, c) => r <= rows && c <= columns ? Math.Min(Impossible, distances[r - 1, c - 1]) : Impossible, rowOfColumn, rowPotential, columnPotential);
        var result = new int[rows];
        Array.Fill(result, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (rowOfColumn[column] <= rows && distances[rowOfColumn[column] - 1, column - 1] < Impossible)
                result[rowOfColumn[column] - 1] = column - 1;
        }

        return result;
    }

    /// <summary>Brings one more row in along the shortest path of exchanges; column 0 is where the path starts.</summary>
    private static void Augment(int newRow, int size, Func<int, int, double> cost, int[] rowOfColumn, double[] rowPotential, double[] columnPotential)
    {
        var shortest = Enumerable.Repeat(double.PositiveInfinity, size + 1).ToArray();
        var previous = new int[size + 1];
        var visited = new bool[size + 1];
        rowOfColumn[0] = newRow;
        var column = 0;
        while (rowOfColumn[column] != 0)
        {
            visited[column] = true;
            var (next, step) = (0, double.PositiveInfinity);
            for (var candidate = 1; candidate <= size; candidate++)
            {
                if (visited[candidate])
                    continue;
                var row = rowOfColumn[column];
                var reduced = cost(row, candidate) - rowPotential[row] - columnPotential[candidate];
                if (reduced < shortest[candidate])
                    (shortest[candidate], previous[candidate]) = (reduced, column);
                if (shortest[candidate] < step)
                    (next, step) = (candidate, shortest[candidate]);
            }

            for (var candidate = 0; candidate <= size; candidate++)
            {
                if (visited[candidate])
                {
                    rowPotential[rowOfColumn[candidate]] += step;
                    columnPotential[candidate] -= step;
                }
                else
                {
                    shortest[candidate] -= step;
                }
            }

            column = next;
        }

        while (column != 0)
        {
            rowOfColumn[column] = rowOfColumn[previous[column]];
            column = previous[column];
        }
    }
}
