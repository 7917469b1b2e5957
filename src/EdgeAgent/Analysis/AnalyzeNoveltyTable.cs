using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Analysis.Files;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>
/// Features over time on one even grid: a CSV table whose first column is <c>timestamp</c> or <c>time_s</c>, or the JSON lines that
/// <c>edgetwin replay</c> writes. A row that is not there is NaN.
/// </summary>
/// <param name="File">Path as given.</param>
/// <param name="StartUtc">Of the first row; null where the file only counts seconds.</param>
/// <param name="StepSeconds">From row to row.</param>
/// <param name="Names">Of the columns.</param>
/// <param name="Columns">[column][row].</param>
internal sealed record AnalyzeNoveltyTable(string File, DateTimeOffset? StartUtc, double StepSeconds, IReadOnlyList<string> Names, double[][] Columns)
{
    private const int RowsMax = 5_000_000;

    /// <summary>Values of windows less complete than this are missing.</summary>
    private const double CompletenessMin = 0.9;

    public int Rows => Columns[0].Length;

    /// <summary>Begin of a row as the file writes times.</summary>
    public string TimeOf(int row) => StartUtc is { } start
        ? start.AddSeconds(row * StepSeconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : (row * StepSeconds).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The first row at or after a time that a person wrote.</summary>
    public int RowAt(string time, string option)
    {
        double? seconds = StartUtc is { } start
            ? TryTime(time) is { } utc ? (utc - start).TotalSeconds : null
            : double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        return seconds is { } value
            ? (int)Math.Clamp(Math.Ceiling((value / StepSeconds) - 1e-6), 0, Rows)
            : throw new AnalysisException($"{option} {time}: write {(StartUtc is null ? "seconds from the start" : "a time such as 2026-05-01T06:00:00Z")}.");
    }

    public static string LagName(string name, int lag) => $"{name} lag {lag}";

    /// <summary>The table with copies of some columns that lag behind; the first rows of a copy are missing.</summary>
    public AnalyzeNoveltyTable WithLags(IReadOnlyList<(string Name, int Lag)> lags) => this with
    {
        Names = [.. Names, .. lags.Select(l => LagName(l.Name, l.Lag))],
        Columns = [.. Columns, .. lags.Select(l => Lagged(Columns[Names.ToList().IndexOf(l.Name)], l.Lag))],
    };

    public static AnalyzeNoveltyTable Read(string file) =>
        file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            ? ReadJsonLines(file)
            : ReadCsv(file);

    private static AnalyzeNoveltyTable ReadCsv(string file)
    {
        var table = AnalysisTable.Read(file);
        if (table.KeyName == "time_s")
        {
            var seconds = table.Keys.Select((key, i) => double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value : throw new AnalysisException($"{file} line {i + 2}: \"{key}\" is not a number of seconds.")).ToArray();
            return OnGrid(file, null, seconds, table.ColumnNames, table.Columns);
        }

        if (table.KeyName != "timestamp")
            throw new AnalysisException($"{file}: the first column is {table.KeyName}; name it timestamp (UTC) or time_s (seconds).");
        var times = table.Keys.Select((key, i) => TryTime(key) ?? throw new AnalysisException($"{file} line {i + 2}: \"{key}\" is not a time such as 2026-05-01T06:00:00Z.")).ToArray();
        return OnGrid(file, times[0], [.. times.Select(t => (t - times[0]).TotalSeconds)], table.ColumnNames, table.Columns);
    }

    private static AnalyzeNoveltyTable ReadJsonLines(string file)
    {
        if (Directory.Exists(file))
            throw new AnalysisException($"{file}: this is a folder. Name the file in it.");
        if (!System.IO.File.Exists(file))
            throw new AnalysisException($"{file}: the file does not exist. Check the path.");
        using Stream stored = System.IO.File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new StreamReader(plain);
        var times = new List<DateTimeOffset>();
        var names = new OrderedDictionary<string, List<(int Row, double Value)>>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            if (times.Count == RowsMax)
                throw new AnalysisException($"{file}: there are more than {RowsMax} windows. Split it.");
            ReadWindow(file, number, line, times, names);
        }

        if (times.Count == 0)
            throw new AnalysisException($"{file}: there is no window in it.");
        var columns = names.Values.Select(values => Dense(values, times.Count)).ToArray();
        return OnGrid(file, times[0], [.. times.Select(t => (t - times[0]).TotalSeconds)], [.. names.Keys], columns);
    }

    private static void ReadWindow(string file, int number, string line, List<DateTimeOffset> times, OrderedDictionary<string, List<(int Row, double Value)>> names)
    {
        try
        {
            using var window = JsonDocument.Parse(line);
            var root = window.RootElement;
            times.Add(root.GetProperty("start").GetDateTimeOffset());
            var completeness = root.TryGetProperty("completeness", out var shares) ? shares : default;
            foreach (var value in root.GetProperty("values").EnumerateObject())
            {
                if (completeness.ValueKind == JsonValueKind.Object && completeness.TryGetProperty(value.Name, out var share) && share.GetDouble() < CompletenessMin)
                    continue;
                if (!names.TryGetValue(value.Name, out var column))
                    names[value.Name] = column = [];
                column.Add((times.Count - 1, value.Value.GetDouble()));
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new AnalysisException($"{file} line {number}: this is no window as edgetwin replay writes it: {exception.Message}", exception);
        }
    }

    private static double[] Lagged(double[] column, int lag)
    {
        var lagged = new double[column.Length];
        lagged.AsSpan(0, Math.Min(lag, lagged.Length)).Fill(double.NaN);
        column.AsSpan(0, Math.Max(0, column.Length - lag)).CopyTo(lagged.AsSpan(Math.Min(lag, lagged.Length)));
        return lagged;
    }

    private static double[] Dense(List<(int Row, double Value)> values, int rows)
    {
        var column = new double[rows];
        Array.Fill(column, double.NaN);
        foreach (var (row, value) in values)
            column[row] = value;
        return column;
    }

    private static AnalyzeNoveltyTable OnGrid(string file, DateTimeOffset? start, double[] seconds, IReadOnlyList<string> names, IReadOnlyList<double[]> columns)
    {
        var steps = seconds.Zip(seconds.Skip(1), (a, b) => b - a).ToArray();
        if (steps.Length < 2)
            throw new AnalysisException($"{file}: {seconds.Length} row(s) are too few to learn from.");
        var backwards = Array.FindIndex(steps, step => !(step > 0));
        if (backwards >= 0)
            throw new AnalysisException($"{file}: the time of row {backwards + 2} is not after that of the row before it. Sort the rows, each time once.");
        var step = steps.Order().ElementAt(steps.Length / 2);
        var places = seconds.Select(s => (s - seconds[0]) / step).ToArray();
        var rows = places.Select(p => (int)Math.Min(RowsMax, Math.Round(p))).ToArray();
        if (places.Zip(rows, (p, r) => Math.Abs(p - r)).Count(off => off > 0.3) > 0.02 * rows.Length || rows.Distinct().Count() < rows.Length)
            throw new AnalysisException($"{file}: the rows do not come at one interval ({step:0.###} s is the usual one). Resample the table.");
        if (rows[^1] >= RowsMax)
            throw new AnalysisException($"{file}: from first to last row there are more than {RowsMax} intervals of {step:0.###} s. Split the table.");
        var filled = columns.Select(column => Dense([.. rows.Select((row, i) => (row, column[i]))], rows[^1] + 1)).ToArray();
        return new AnalyzeNoveltyTable(file, start, step, names, filled);
    }

    private static DateTimeOffset? TryTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
