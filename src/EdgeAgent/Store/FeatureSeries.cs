using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>The history of one feature for a chart: reads its eight bytes out of each window, and keeps minimum, mean and maximum per stretch.</summary>
internal static class FeatureSeries
{
    public static IReadOnlyList<FeaturePoint> Read(
        SqliteConnection connection, WindowQuery windows, string featureId, long fromUtcNs, long toUtcNs, int pointsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsMax, 1);
        var positions = windows.Positions(featureId);
        if (positions.Count == 0 || toUtcNs <= fromUtcNs)
            return [];
        using var rows = new SqliteStatement(connection, $"""
            SELECT start_utc_ns, end_utc_ns, substr(float64s, CASE definitions {Offsets(positions)} END, 8)
            FROM windows WHERE start_utc_ns >= ?1 AND start_utc_ns < ?2 AND definitions IN ({Sets(positions)}) ORDER BY start_utc_ns, id
            """);
        rows.Bind(1, fromUtcNs).Bind(2, toUtcNs);
        return Stretches(rows, fromUtcNs, Math.Max(1, (toUtcNs - fromUtcNs + pointsMax - 1) / pointsMax));
    }

    private static List<FeaturePoint> Stretches(SqliteStatement rows, long fromUtcNs, long stretchNs)
    {
        var points = new List<FeaturePoint>();
        var stretch = -1L;
        var sum = 0.0;
        while (rows.Step())
        {
            var bytes = rows.Blob(2);
            var value = bytes.Length == sizeof(double) ? BitConverter.ToDouble(bytes) : double.NaN;
            if (double.IsNaN(value))
                continue;
            var (start, end) = (rows.Long(0), rows.Long(1));
            if ((start - fromUtcNs) / stretchNs == stretch)
            {
                var last = points[^1];
                sum += value;
                points[^1] = new FeaturePoint(
                    last.FromUtcNs, Math.Max(last.ToUtcNs, end), Math.Min(last.Minimum, value), sum / (last.Windows + 1), Math.Max(last.Maximum, value), last.Windows + 1);
                continue;
            }

            stretch = (start - fromUtcNs) / stretchNs;
            sum = value;
            points.Add(new FeaturePoint(start, end, value, value, value, 1));
        }

        return points;
    }

    private static string Offsets(IReadOnlyList<(long Set, int Index)> positions)
    {
        var cases = new StringBuilder();
        foreach (var (set, index) in positions)
            cases.Append(CultureInfo.InvariantCulture, $"WHEN {set} THEN {(index * sizeof(double)) + 1} ");
        return cases.ToString();
    }

    private static string Sets(IReadOnlyList<(long Set, int Index)> positions) => string.Join(", ", positions.Select(position => position.Set));
}
