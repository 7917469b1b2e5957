using EdgeTwin.StructuralHealth.Tracking;

namespace EdgeTwin.StructuralHealth.Tests.Tracking;

public sealed class LeastSumAssignmentTests
{
    [Fact]
    public void Solve_RandomDistances_IsAsGoodAsTryingEveryPairing()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var (rows, columns) = (random.Next(1, 6), random.Next(1, 6));
            var distances = new double[rows, columns];
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                    distances[row, column] = random.Next(4) == 0 ? double.PositiveInfinity : 2 * random.NextDouble();
            }

            var pairs = LeastSumAssignment.Solve(distances);
            Assert.Equal(pairs.Count(pair => pair >= 0), pairs.Where(pair => pair >= 0).Distinct().Count());
            var made = pairs.Select((column, row) => (row, column)).Where(pair => pair.column >= 0).ToArray();
            var (count, sum) = Best(distances, 0, 0);
            Assert.Equal(count, made.Length);
            Assert.Equal(sum, made.Sum(pair => distances[pair.row, pair.column]), 1e-9);
        }
    }

    private static (int Count, double Sum) Best(double[,] distances, int row, int taken)
    {
        if (row == distances.GetLength(0))
            return (0, 0);
        var best = Best(distances, row + 1, taken);
        for (var column = 0; column < distances.GetLength(1); column++)
        {
            if ((taken & (1 << column)) != 0 || double.IsInfinity(distances[row, column]))
                continue;
            var (count, sum) = Best(distances, row + 1, taken | (1 << column));
            (count, sum) = (count + 1, sum + distances[row, column]);
            if (count > best.Count || (count == best.Count && sum < best.Sum))
                best = (count, sum);
        }

        return best;
    }
}
